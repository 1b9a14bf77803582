"""Plain PyTorch on three of the sweep's networks: nn.LSTM, nn.Linear, RMSprop, one network after the other. See gpu.sh.

gpu.py small|full PRECISION TABLE: TABLE has the rows of our networks, to set the ratio beside them.
"""
import re
import sys
import time

import torch

small, precision, table = sys.argv[1] != "full", sys.argv[2], sys.argv[3]
# cuDNN rounds to TensorFloat-32 unless it is told not to.
torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = precision == "tf32"
rounding = "tf32" if precision == "tf32" else "float32"
device = "cpu" if small else "cuda"
inputs, songs, clips, epochs = (512, 10, 12, 2) if small else (111_168, 30, 50, 100)
chosen = [(1, 2), (2, 3), (1, 3)] if small else [(1, 1), (1, 12), (2, 24)]
row = re.compile(r"\| (\d+) networks of (\d+) x (\d+), .*? \| ([\d.]+) s")
ours = {(int(m[2]), int(m[3])): float(m[4]) / int(m[1]) for m in map(row.match, open(table)) if m}
torch.manual_seed(1)
sound = (2 * torch.rand(songs, clips, inputs) - 1).to(device)


class Plays(torch.nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.lstm = torch.nn.LSTM(inputs, 100, layers, batch_first=True)
        self.dense = torch.nn.Linear(100, 1)

    def forward(self, x):
        return self.dense(self.lstm(x)[0][:, -1])[:, 0]


def train(layers, steps, epochs):
    song = torch.arange(songs, device=device).repeat_interleave(clips // steps)
    samples = sound[:, : clips // steps * steps].reshape(-1, steps, inputs)
    target = torch.sin(song.float())
    held = song % 5 == 0
    x, y, vx, vy = samples[~held], target[~held], samples[held], target[held]
    network = Plays(layers).to(device)
    optimizer = torch.optim.RMSprop(network.parameters(), lr=0.001, alpha=0.9, eps=1e-7)
    for _ in range(epochs):
        order = torch.randperm(len(x), device=device)
        for batch in order.split(32):
            optimizer.zero_grad()
            torch.nn.functional.mse_loss(network(x[batch]), y[batch]).backward()
            optimizer.step()
        with torch.no_grad():
            loss = sum(((network(a) - b) ** 2).sum() for a, b in zip(vx.split(768 // steps), vy.split(768 // steps))) / len(vx)
            float(loss)


train(*chosen[0], epochs=1)  # libraries are loaded by it
for layers, steps in chosen:
    began = time.perf_counter()
    train(layers, steps, epochs)
    seconds = time.perf_counter() - began
    print(f"| plain PyTorch {torch.__version__} {rounding}, 1 network of {layers} x {steps} | {seconds:.2f} s |")
    if (layers, steps) in ours:
        ratio = seconds / ours[layers, steps]
        print(f"| the same over a network of ours, trained with all listeners' at once | {ratio:.2f} x |")
