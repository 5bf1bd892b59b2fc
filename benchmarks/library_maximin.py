"""Maximin by the field's library, for comparison: `PYTHON library_maximin.py FOLDER BACKEND`, in its own environment.

The library is no dependency of the app: it is run from an interpreter that has it, and imports nothing of ours.
"""

import json
import sys
import time
from pathlib import Path


def main(folder: Path, backend: str) -> None:
    """Print the seconds and the smallest chance as JSON. Loading is not counted."""
    from sortition_algorithms import CSVFileDataSource, SelectionData, Settings  # type: ignore[import-not-found]
    from sortition_algorithms.committee_generation.maximin import (  # type: ignore[import-not-found]
        find_distribution_maximin,
    )
    from sortition_algorithms.utils import set_random_provider  # type: ignore[import-not-found]

    about = json.loads((folder / "instance.json").read_text(encoding="utf-8"))
    homes = about.get("address_columns", [])
    settings = Settings(
        id_column=about["id_column"],
        columns_to_keep=[],
        check_same_address=bool(homes),
        check_same_address_columns=homes,
    )
    nowhere = folder / "nowhere.csv"
    source = CSVFileDataSource(
        features_file=folder / "categories.csv",
        people_file=folder / "respondents.csv",
        already_selected_file=None,
        selected_file=nowhere,
        remaining_file=nowhere,
    )
    data = SelectionData(source)
    features, _ = data.load_features(about["k"])
    people, _ = data.load_people(settings, features)
    set_random_provider(1)
    wall, busy = time.perf_counter(), time.process_time()
    panels, chances, _ = find_distribution_maximin(features, people, about["k"], homes, backend)
    wall, busy = time.perf_counter() - wall, time.process_time() - busy
    of_person: dict[str, float] = {}
    for panel, chance in zip(panels, chances, strict=True):
        for name in panel:
            of_person[name] = of_person.get(name, 0.0) + chance
    print(json.dumps({"wall": wall, "cpu": busy, "least": min(of_person.values()), "people": len(of_person)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
