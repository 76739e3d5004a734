"""The shelf of report formats: one file a format, each with `render(report) -> str`."""
