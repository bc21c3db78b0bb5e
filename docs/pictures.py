"""Makes the README's pictures from the running page: `python -m docs.pictures`."""

import tempfile
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from data import sample
from data.home import open_home
from tests.browsing import CHROMIUM, QUIET, serve, settle

SIZE: ViewportSize = {"width": 1600, "height": 900}
PAGES = {"morning": "", "target": "/target?metric=deposit_growth&unit=U0202&by=manager"}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}


def main() -> None:
    home = open_home(tempfile.mkdtemp())
    sample.make(home, "medium", as_of=date(2026, 11, 20))
    with contextmanager(serve)(home) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for language, locale in LOCALES.items():
            for name, path in PAGES.items():
                page = browser.new_page(viewport=SIZE, locale=locale)
                page.goto(f"{address}{path}")
                settle(page)
                page.wait_for_timeout(3_000)
                page.screenshot(path=Path(__file__).with_name(f"{name}-{language}.png"))
        browser.close()


if __name__ == "__main__":
    main()
