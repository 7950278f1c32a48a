"""Write the synthetic tables of the course.

python data/generate.py                          rebuild data/, byte for byte
python data/generate.py --seed 7 --folder DIR    the tables of another company
"""

import argparse
import sys
from pathlib import Path

from aipm.authoring import decisions, findings
from aipm.authoring.datapackage import write_table
from aipm.casegen import KESTREL, Company, generators
from aipm.casegen.cases import cards

HERE = Path(__file__).resolve().parent


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    parser = argparse.ArgumentParser(description="Write the synthetic tables of the course.")
    parser.add_argument(
        "--seed", type=int, default=KESTREL.seed, help="company (default: Kestrel Parcels)"
    )
    parser.add_argument("--folder", type=Path, help="where to write (default: data/)")
    options = parser.parse_args(arguments)
    folder = options.folder or HERE
    if options.seed != KESTREL.seed and folder.resolve() == HERE:
        parser.error(
            f"seed {options.seed} is another company than the one in {HERE.name}/; "
            "say with --folder where to write it"
        )
    if folder.exists() and not folder.is_dir():
        parser.error(f"{folder} is a file; give a folder")
    try:
        company = Company.from_seed(options.seed)
    except ValueError as error:
        parser.error(str(error))

    # All tables first: an error leaves the folder as it was.
    made = []
    # Practice for decisions tells of no company; it comes with that of the exercises.
    practice = decisions.practice(HERE.parent) if company == KESTREL else []
    # What lessons have found is made by running them; it is carried over as it stands.
    handed_over = findings.generators(HERE.parent) if company == KESTREL else []
    for generator in [*generators(company), *practice, *handed_over]:
        for table in generator.tables():
            made.append((table, table.descriptor(generator)))
            print(f"{table.name:<32} {len(table.frame):>7,} rows", flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    for table, descriptor in made:
        write_table(folder, table.frame, descriptor)
    (folder / "DECISIONS.md").write_text(cards.render(), encoding="utf-8", newline="\n")
    print(f"{len(made)} tables of {company.name} written to {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
