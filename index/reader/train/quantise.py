"""Matrices in whole numbers of few bits."""
import numpy as np
import torch


def quantise(value, bits, group):
    """Returns whole numbers and one scale for each group of values of a row: of some scales around the one that reaches the greatest value, that of least square error.

    The greatest value stands on the negative side, which has one number more. Four bits of four bits are the same again.
    """
    x, top = value.reshape(-1, group), 2 ** (bits - 1)
    far = x.gather(1, x.abs().argmax(1, keepdim=True))
    least, whole, scales = torch.full_like(far, float("inf")), torch.zeros_like(x), torch.zeros_like(far)
    for reach in torch.linspace(0.85 * top, 1.15 * top, 13):
        scale = (far / -reach).bfloat16().float()
        y = torch.round(x / torch.where(scale == 0, 1, scale)).clamp(-top, top - 1)
        error = ((x - y * scale) ** 2).sum(1, keepdim=True)
        better = error < least
        least, whole, scales = torch.where(better, error, least), torch.where(better, y, whole), torch.where(better, scale, scales)
    return whole.view_as(value).int(), scales.view(len(value), -1)


def packed(whole, bits):
    """Returns whole numbers as a string of bits, each row's lowest bits first."""
    every = np.unpackbits((whole.numpy() & (2 ** bits - 1)).astype(np.uint8).reshape(-1, 1), axis=1, bitorder="little")[:, :bits]
    return np.packbits(every.reshape(-1), bitorder="little").tobytes()


def unpacked(raw, shape, bits):
    """Returns the whole numbers of a string of bits."""
    every = np.unpackbits(np.frombuffer(raw, np.uint8), bitorder="little").reshape(-1, bits).astype(np.int32)
    value = (every << np.arange(bits)).sum(1)
    return torch.tensor(np.where(value >= 2 ** (bits - 1), value - 2 ** bits, value)).view(shape)


def rounded(value, bits, group):
    """Returns a matrix as it is after storing it in so few bits."""
    whole, scales = quantise(value, bits, group)
    return (whole.view(-1, group) * scales.view(-1, 1)).view_as(value)
