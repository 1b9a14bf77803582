"""Prints one Markdown table from a run's results.json, beside the sample's truth.json ('-' for none)."""
import json
import sys

title, truth_path, results_path = sys.argv[1:4]
results = json.load(open(results_path))
reachable = {}
if truth_path != "-":
    users = {user["userId"]: user["reachableR2"] for user in json.load(open(truth_path))["users"]}
    selection = json.load(open(results_path.replace("results.json", "selection.json")))
    reachable = {user["rank"]: users[user["userId"]] for user in selection["users"]}


def interval(difference):
    return "-" if difference is None else f"{difference['mean']:.3f} ({difference['low']:.3f} to {difference['high']:.3f})"


def against(network, name):
    return (network["againstBaselines"] or {}).get(name)


print(f"\n**{title}**\n")
print("| user | network | songs | MSE | mean | median | knn | ridge | R2 | reachable | minus better constant (95 %) | minus ridge (95 %) |")
print("|---|---|---|---|---|---|---|---|---|---|---|---|")
for n in results["networks"]:
    if n["scoredMse"] is None:
        print(f"| {n['user']} | {n['layers']}x{n['steps']} | {n['validationSongs']} | {n['status']} |" + " |" * 8)
        continue
    b = n["baselines"]
    ceiling = f"{reachable[n['user']]:.2f}" if n["user"] in reachable else "-"
    print(
        f"| {n['user']} | {n['layers']}x{n['steps']} | {n['validationSongs']} | {n['scoredMse']:.3f} | {b['mean']:.3f} | {b['median']:.3f}"
        f" | {b['knn']:.3f} | {b['ridge']:.3f} | {n['r2']:.2f} | {ceiling} | {interval(n['againstConstant'])} | {interval(against(n, 'ridge'))} |"
    )
