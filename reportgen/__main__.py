"""The command `reportgen`, and `python -m reportgen`."""

import sys


def run() -> None:
    """Run the command line; who interrupts it while it is still being loaded sees no traceback either."""
    try:
        from reportgen.cli import main

        main()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    run()
