"""Makes the detection read generated lines, and prints for each kind of line how many lines the
detection reads wrong.

`python3 scripts/generated_lines.py [--lines 20000] [--seed 1] [--verbose]`. A line is read right if
the detection finds exactly the numbers of the line, each with the right value, extension, start and
end, and takes no fax number for a phone number. The script also counts the lines that phonenumbers
reads right and the detection reads wrong. With `--verbose`, it prints the wrong lines. Depends on
tests/support/finder/.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.setup import console, environment

SHOWN = 40


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true", help="show wrong lines")
    arguments = parser.parse_args()
    try:
        environment.prepare()
    except console.SetUpFailed as failure:
        console.say(str(failure))
        return 1
    environment.continue_inside(__file__)
    return report(arguments.lines, arguments.seed, arguments.verbose)


def report(count: int, seed: int, verbose: bool) -> int:
    """Makes the detection read `count` generated lines, and prints the figures. Returns the exit
    code: 0 if at least 99.5 % of the lines are read right, otherwise 1."""
    from tests.support.finder.line_judgement import judged_lines  # needs the environment

    all_of, wrong, worse = Counter[str](), Counter[str](), Counter[str]()
    shown = Counter[str]()
    for line, matches, is_right, is_worse in judged_lines(count, seed):
        kind = line.kind.split(" with ")[0]
        all_of[kind] += 1
        wrong[kind] += not is_right
        worse[kind] += is_worse
        if verbose and not is_right and shown[kind] < SHOWN:
            shown[kind] += 1
            found = [(one["number"], one["ext"], one["kind"], one["reason"]) for one in matches]
            wanted = [(one.e164, one.ext, one.is_fax) for one in line.numbers]
            print(f"{kind}: {line.region} {line.text!r}\n    wanted {wanted}\n    found  {found}")
    for kind, number in all_of.most_common():
        print(f"{kind:24}{number:>9}{wrong[kind]:>7} wrong{worse[kind]:>6} worse than phonenumbers")
    rate = 100 * (1 - wrong.total() / count)
    print(f"{count} lines: {rate:.2f} % wholly right; worse than phonenumbers: {worse.total()}")
    return 0 if rate >= 99.5 else 1


if __name__ == "__main__":
    sys.exit(main())
