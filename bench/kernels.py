"""NumPy's side of bench/kernels.sh: prints the same lines as bench/kernels/Program.cs."""
import statistics
import time

import numpy as np

rng = np.random.default_rng(1)
for m, n, k, transposed in [(32, 400, 1024, 0), (768, 400, 1024, 0), (1024, 400, 768, 1), (32, 400, 100, 0), (576, 400, 111168, 0), (111168, 400, 576, 1)]:
    a = rng.random((k, m) if transposed else (m, k), dtype=np.float32)
    b, c = rng.random((k, n), dtype=np.float32), np.empty((m, n), dtype=np.float32)
    left = a.T if transposed else a
    work = 2 * m * n * k
    repeats = max(1, int(5e9 / work))
    rates = []
    for turn in range(6):
        start = time.perf_counter()
        for _ in range(repeats):
            np.matmul(left, b, out=c)
        if turn:
            rates.append(work * repeats / (time.perf_counter() - start) / 1e9)
    print(m, n, k, transposed, f"{statistics.median(rates):.1f}")
