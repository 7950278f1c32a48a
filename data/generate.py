"""Write the synthetic tables of the course.

python data/generate.py                          rebuild data/, byte for byte
python data/generate.py --seed 7 --folder DIR    the tables of another company
"""

import argparse
import sys
from pathlib import Path

from aipm.authoring.datapackage import write_table
from aipm.casegen import GENERATORS, KESTREL, Company

HERE = Path(__file__).resolve().parent


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    parser = argparse.ArgumentParser(description="Write the synthetic tables of the course.")
    parser.add_argument(
        "--seed", type=int, default=KESTREL.seed, help="company (default: Kestrel Parcels)"
    )
    parser.add_argument("--folder", type=Path, help="where to write (default: data/)")
    options = parser.parse_args(arguments)
    if options.seed != KESTREL.seed and (
        options.folder is None or options.folder.resolve() == HERE
    ):
        parser.error(
            f"seed {options.seed} is another company than the one in {HERE.name}/; "
            "say with --folder where to write it"
        )
    try:
        company = Company.from_seed(options.seed)
    except ValueError as error:
        parser.error(str(error))

    folder = options.folder or HERE
    folder.mkdir(parents=True, exist_ok=True)
    for kind in GENERATORS:
        generator = kind(company)
        for table in generator.tables():
            write_table(folder, table.frame, table.descriptor(generator))
            print(f"{table.name:<32} {len(table.frame):>7,} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
