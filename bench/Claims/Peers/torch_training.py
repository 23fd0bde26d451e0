"""PyTorch's plain training loop on MNIST in memory.

usage: torch_training.py MNIST_DIR 784-80-80-80-10
Reads a JSON object a line, {"batch", "threads", "foreach", "seconds"}, trains for whole epochs until the seconds are full,
and answers with {"samples_per_second"}.
"""
import gzip
import json
import os
import sys
import time

import torch
from torch import nn


def idx(folder, name, header):
    with gzip.open(os.path.join(folder, name), "rb") as file:
        return torch.frombuffer(bytearray(file.read()[header:]), dtype=torch.uint8)


def perceptron(widths):
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def train(model, optimizer, inputs, labels, batch, seconds):
    likelihood = nn.CrossEntropyLoss()
    count, samples, start = len(inputs) // batch, 0, time.perf_counter()
    while True:
        order = torch.randperm(len(inputs))
        for step in range(count):
            chosen = order[step * batch:(step + 1) * batch]
            loss = likelihood(model(inputs[chosen]), labels[chosen])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
        samples += count * batch
        elapsed = time.perf_counter() - start
        if elapsed >= seconds:
            return samples / elapsed


def main():
    folder, widths = sys.argv[1], [int(width) for width in sys.argv[2].split("-")]
    inputs = idx(folder, "train-images-idx3-ubyte.gz", 16).reshape(-1, widths[0]).float() / 255
    labels = idx(folder, "train-labels-idx1-ubyte.gz", 8).long()
    print(json.dumps({"version": torch.__version__}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        torch.set_num_threads(request["threads"])
        torch.manual_seed(0)
        model = perceptron(widths)
        optimizer = torch.optim.Adam(model.parameters(), 1e-3, foreach=request["foreach"])
        rate = train(model, optimizer, inputs, labels, request["batch"], request["seconds"])
        print(json.dumps({"samples_per_second": rate}), flush=True)


main()
