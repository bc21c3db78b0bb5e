"""The axis of values: where it begins and ends, and round ticks that each read differently."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from math import ceil, floor, log10

# a line further above zero than this many times its own height is drawn by itself
FAR = 1.0
MOST = 6
PAD = 0.08


@dataclass(frozen=True)
class Scale:
    """From `low` to `high`, with ticks and how they are written."""

    low: float
    high: float
    ticks: tuple[float, ...]
    texts: tuple[str, ...]


def scale(values: Sequence[float], from_zero: bool, write: Callable[[float], str]) -> Scale:
    """Holds all values; zero too where asked for, or where it is no further off than the values spread."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    if from_zero or abs(low if low > 0 else high) <= FAR * (high - low):
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high == 0:
        high = 1.0
    spread = high - low or abs(high) * 0.1
    # zero is an edge by itself; any other gets air, so that no line lies on the frame
    low, high = (low - PAD * spread if low else 0.0), (high + PAD * spread if high or not low else 0.0)
    tried = (_ticked(low, high, step, write) for step in _steps(spread))
    return next(found for found in tried if _is_plain(found))


def _ticked(low: float, high: float, step: float, write: Callable[[float], str]) -> Scale:
    ticks = [step * n for n in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]
    return Scale(low, high, tuple(ticks), tuple(write(tick) for tick in ticks))


def _is_plain(found: Scale) -> bool:
    """Few ticks, and no two that read the same."""
    return len(found.ticks) <= 2 or (len(found.ticks) <= MOST and len(set(found.texts)) == len(found.texts))


def _steps(spread: float) -> Iterator[float]:
    """1, 2, 5, 10 and so on, from a tenth of the spread."""
    least = floor(log10(spread)) - 1
    return ((1, 2, 5)[n % 3] * 10.0 ** (least + n // 3) for n in count())
