"""The command line."""

import click


@click.group()
def main() -> None:
    """Checks that what articles say about certifications is still true."""
