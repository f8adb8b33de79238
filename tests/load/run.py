"""The command line of a drill."""

import argparse


def asked(about: str | None, *engines: str, **numbers: int) -> dict:
    """The engine and the numbers that were asked for."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=engines or ("sqlite", "postgres"), default="sqlite")
    for name, number in numbers.items():
        parser.add_argument(f"--{name}", type=int, default=number)
    return vars(parser.parse_args())
