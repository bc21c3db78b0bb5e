"""The pack with its money counted in the currency of a home."""

from metrics.pack import Pack


def in_currency(pack: Pack, currency: str) -> Pack:
    metrics = {
        code: metric.model_copy(update={"unit": currency}) if metric.unit == "CNY" else metric
        for code, metric in pack.metrics.items()
    }
    return pack.model_copy(update={"metrics": metrics})
