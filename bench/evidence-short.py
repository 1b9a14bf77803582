"""Counts the tables of bench/evidence.sh, read from standard input, into the table "In short" of docs/evidence.md."""
import re
import sys

HEAD = ["run", "network", "R2 of the 5 users", "R2 at least half of the reachable", "better than the better constant", "better than ridge",
        "worse than ridge"]


def interval(cell):
    return [float(number) for number in re.search(r"\((\S+) to (\S+)\)", cell).groups()]


def count(rows, is_so):
    return f"{sum(1 for row in rows if is_so(row))} of {len(rows)}"


title, tables = None, {}
for line in sys.stdin:
    if line.startswith("**"):
        title = line.strip().strip("*").split(":")[0]
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    if line.startswith("|") and cells[0].isdigit() and cells[9] not in ("-", ""):
        tables.setdefault((title, cells[1]), []).append(cells)

print(f"| {' | '.join(HEAD)} |")
print("|---" * len(HEAD) + "|")
for (title, network), rows in tables.items():
    r2 = [float(row[8]) for row in rows]
    print("| " + " | ".join([
        title, network, f"{min(r2):.2f} to {max(r2):.2f}",
        count(rows, lambda row: float(row[8]) >= float(row[9]) / 2),
        count(rows, lambda row: interval(row[10])[1] < 0),
        count(rows, lambda row: interval(row[11])[1] < 0),
        count(rows, lambda row: interval(row[11])[0] > 0),
    ]) + " |")
