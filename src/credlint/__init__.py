"""credlint checks that what articles say about certifications is still true."""

__version__ = "0.1.0"
