"""python -m stance: the command line without its script."""

from stance.cli import main

if __name__ == "__main__":
    main()
