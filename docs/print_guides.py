#!/usr/bin/env python
"""Makes the guides of docs/vi ready to print: `.venv/bin/python docs/print_guides.py`.

From each guide's text it writes an .html beside it, for two A4 pages in large type. With `--check` it writes nothing,
prints each into memory by chromium, and ends with 1 where the .html is not that of the text or has more than two pages.
"""

import asyncio
import io
import sys
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt
from playwright.async_api import async_playwright
from pypdf import PdfReader

FOLDER: Final = Path(__file__).parent / "vi"
STYLE: Final = FOLDER / "print.css"
CHROMIUM: Final = "/usr/bin/chromium"
MOST_PAGES: Final = 2

PAGE: Final = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="print.css">
</head>
<body>
{body}</body>
</html>
"""


def made(text: Path) -> str:
    """The whole page of a guide; the first line of its text is the title."""
    words = text.read_text(encoding="utf-8")
    body = MarkdownIt("commonmark", {"html": True}).enable("table").render(words)
    return PAGE.format(title=words.partition("\n")[0].lstrip("# "), body=body)


async def pages(html: Path) -> int:
    """How many A4 pages it takes."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        page = await browser.new_page()
        await page.goto(html.as_uri())
        pdf = await page.pdf(format="A4", prefer_css_page_size=True)
        await browser.close()
    return len(PdfReader(io.BytesIO(pdf)).pages)


def main(check: bool) -> int:
    wrong = 0
    for text in sorted(FOLDER.glob("*.md")):
        html = text.with_suffix(".html")
        if not check:
            html.write_text(made(text), encoding="utf-8")
        stale = html.read_text(encoding="utf-8") != made(text)
        count = asyncio.run(pages(html))
        wrong += stale or count > MOST_PAGES
        print(f"{html.name}: {count} pages{', NOT that of the text' if stale else ''}")  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
