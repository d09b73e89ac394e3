"""The command line of Tra Tin."""


def main() -> None:
    """Entry point."""
