"""Refuse every address but what the document carries in itself."""

from __future__ import annotations

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reportgen.writers.fonts import Fonts
from reportgen.writers.pdf.fontconfig import address


class OwnDataOnly(URLFetcher):
    """Gives `fonts` and the content of `data:` addresses; everything else is refused and kept in `refused`.

    The list must be asked after writing: WeasyPrint swallows a refusal while it draws an SVG.
    """

    def __init__(self, fonts: Fonts) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self.refused: list[str] = []
        self._fonts = {address(face): face.data for face in fonts.faces}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url in self._fonts:
            return URLFetcherResponse(url, self._fonts[url], {"Content-Type": "font/ttf"})
        if url[:5].lower() != "data:":
            self.refused.append(url[:200])
            raise FatalURLFetchingError(f"not part of the document: {url[:200]}")
        return super().fetch(url, headers)
