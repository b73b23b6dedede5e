"""The long run: `make fuzz`, or `python -m fuzz --cases 200000 --seed 1` with tests on the path.

Each property gets its share of the cases. The number that was run is counted by the checks themselves.
"""

import argparse
import sys
import time
import traceback

from hypothesis import HealthCheck, given, settings
from hypothesis import seed as seeded

from fuzz.properties import PROPERTIES


def main() -> int:
    """Run all properties; 1 if any failed."""
    parser = argparse.ArgumentParser(description="Khitab's properties over very many cases.")
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", help="only this property")
    given_ = parser.parse_args()
    names = given_.only or list(PROPERTIES)
    shares = sum(PROPERTIES[name].share for name in names)
    total, failed = 0, []
    for name in names:
        wanted = round(given_.cases * PROPERTIES[name].share / shares)
        start, (ran, error) = time.perf_counter(), run(name, wanted, given_.seed)
        total += ran
        print(f"{name}: {ran} cases in {time.perf_counter() - start:.0f} s{', FAILED' if error else ''}", flush=True)
        if error:
            failed.append(name)
            print(error, flush=True)
    print(f"{total} cases, {len(failed)} properties failed: {', '.join(failed) or 'none'}")
    return bool(failed)


def run(name: str, cases: int, seed: int) -> tuple[int, str]:
    """Run a property in rounds, since one round remembers every case; gives how many ran, and the failure if any."""
    tested, ran, number = PROPERTIES[name], 0, 0
    while ran < cases:
        number += 1
        before = ran

        @seeded(seed * 1_000_003 + number)
        @settings(
            max_examples=min(5_000, cases - ran),
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        )
        @given(tested.inputs)
        def check(case: object) -> None:
            nonlocal ran
            ran += 1
            tested.check(case)

        try:
            check()
        except Exception:
            return ran, traceback.format_exc()
        if ran == before:
            break
    return ran, ""


if __name__ == "__main__":
    sys.exit(main())
