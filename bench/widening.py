"""How often ridge regressions on sound that has nothing to do with the plays are told as skilled, with and without widening.

Prints, for each case, the share of 600 simulated studies (60 songs, 5 folds, the best of three penalties, plays dealt 400 times within
folds) with p at most 1, 5, 10 and 50 %, for dealt deviations taken times 1 and times the square root of 2. See docs/decisions/0012.
"""
import numpy as np

STUDIES, SONGS, FOLDS, DEALS = 600, 60, 5, 400
rng = np.random.default_rng(1)
fold = np.arange(SONGS) % FOLDS
members = [np.flatnonzero(fold == f) for f in range(FOLDS)]


def estimates(sound, plays, mean, penalty):
    out = np.empty(SONGS)
    for f in range(FOLDS):
        training = fold != f
        seen = sound[training]
        weights = np.linalg.solve(seen @ seen.T + penalty * np.eye(training.sum()), plays[training] - mean[f])
        out[~training] = mean[f] + sound[~training] @ (seen.T @ weights)
    return out


def study(inputs, heavy):
    plays = rng.standard_normal(SONGS)
    if heavy:
        plays = np.exp(1.2 * plays)
    sound = rng.standard_normal((SONGS, inputs))
    mean = np.array([plays[fold != f].mean() for f in range(FOLDS)])
    networks = np.array([estimates(sound, plays, mean, penalty) for penalty in (1, 10, 100)])
    centred = plays - np.array([plays[m].mean() for m in members])[fold]
    error = ((plays - mean[fold]) ** 2).sum()
    r2 = 1 - ((plays - networks) ** 2).sum(1) / error
    centre = r2 - 2 / error * networks @ centred
    dealt = np.empty((DEALS, SONGS))
    for deal in dealt:
        for m in members:
            deal[m] = rng.permutation(centred[m])
    met = 2 / error * dealt @ networks.T
    return [(1 + ((centre + wide * met).max(1) >= r2.max()).sum()) / (1 + DEALS) for wide in (1, np.sqrt(2))]


print("| inputs | plays | widened | p <= 1 % | p <= 5 % | p <= 10 % | p <= 50 % |\n|---|---|---|---|---|---|---|")
for inputs, heavy in ((2, False), (5, False), (30, False), (1000, False), (30, True)):
    p = np.array([study(inputs, heavy) for _ in range(STUDIES)])
    for column, name in enumerate(("no", "yes")):
        shares = " | ".join(f"{(p[:, column] <= level).mean():.3f}" for level in (0.01, 0.05, 0.1, 0.5))
        print(f"| {inputs} | {'lognormal' if heavy else 'normal'} | {name} | {shares} |")
