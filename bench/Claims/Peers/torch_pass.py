"""PyTorch's plain forward and backward pass of a sigmoid network over one batch.

usage: torch_pass.py 784-256-256-256-10 128
Reads a JSON object a line, {"threads", "seconds"}, repeats the pass until the seconds are full, and
answers with {"seconds"}, those of one pass.
"""
import json
import sys
import time

import torch
from torch import nn


def perceptron(widths):
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [nn.Linear(inputs, outputs), nn.Sigmoid()]
    return nn.Sequential(*layers[:-1])


def one_pass(model, likelihood, inputs, labels):
    for parameter in model.parameters():
        parameter.grad = None
    likelihood(model(inputs), labels).backward()


def main():
    widths, batch = [int(width) for width in sys.argv[1].split("-")], int(sys.argv[2])
    torch.manual_seed(0)
    model, likelihood = perceptron(widths), nn.CrossEntropyLoss()
    inputs, labels = torch.rand(batch, widths[0]), torch.randint(0, widths[-1], (batch,))
    print(json.dumps({"version": torch.__version__}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        torch.set_num_threads(request["threads"])
        for _ in range(5):
            one_pass(model, likelihood, inputs, labels)
        passes, start = 0, time.perf_counter()
        while True:
            one_pass(model, likelihood, inputs, labels)
            passes += 1
            elapsed = time.perf_counter() - start
            if elapsed >= request["seconds"]:
                break
        print(json.dumps({"seconds": elapsed / passes}), flush=True)


main()
