"""Say in what Word measures: text in twips and half points, drawings in EMU."""

from __future__ import annotations

MM = 1440 / 25.4             # twips to a millimetre
POINT = 20                   # twips to a point
EMU = 635                    # to a twip
