"""The charts and the timeline that the documentation shows: each sign once, with numbers that mean nothing."""

from __future__ import annotations

from reportgen.document.nodes import Chart, Moment, Point, Series, Text, Timeline, TimelineEntry

DATES = ("2010-07-02", "2013-07-02", "2014-07-02", "2015-07-02", "2016-07-02")
YEARS = tuple(date[:4] for date in DATES)
SURE = ("a number", "over", "about", "under", "unknown", "from … to")


def number(value: int) -> Point:
    return Point(str(value), f"{value:,}".replace("-", "−"))


def over(value: int) -> Point:
    return Point(str(value), f"over {value:,}", open="above")


def about(value: int) -> Point:
    return Point(str(value), f"about {value:,}", open="about")


UNKNOWN = Point(None, "unknown", "x")
EACH = (number(8919), over(7164), about(2900), Point("3900", "under 3,900", open="below"), UNKNOWN,
        Point("3000", "3,000 to 5,000", low="3000", high="5000"))


def charts() -> tuple[Chart, ...]:
    """Two to a row: bars and dots; columns and lines; stacks and shares."""
    north, south, east = ((name, "cases", "Cases") for name in ("North", "South", "East"))

    def series(whose: tuple[str, str, str], *points: Point) -> Series:
        name, unit, measure = whose
        return Series(name, points, unit, measure)

    shares = (Point("45.2", "45.2%"), Point("30", "about 30%", open="about"), Point("15", "15%"))
    return (
        Chart("bar", SURE, (Series("Bars", EACH, "cases"),)),
        Chart("dot", SURE, (Series("Dots", EACH, "cases"),)),
        Chart("column", ("2014", "2015"), (series(north, number(60), over(45)),
                                           series(south, number(20), number(-12)))),
        Chart("line", YEARS, (series(north, number(4100), number(8916), UNKNOWN, over(10164), number(9200)),
                              series(south, number(1500), number(3100), number(3600), about(4400), number(5000))),
              dates=DATES),
        Chart("stacked_bar", ("2014", "2015"), (series(north, number(60), number(45)),
                                                series(south, number(20), about(30)),
                                                series(east, number(2), number(25)))),
        Chart("share", ("First part", "Second part", "Third part"), (Series("Shares", shares, "%"),)),
    )


def timeline() -> Timeline:
    """Each kind of date once, and an era."""
    told = (
        ("June 1948", "An event long before the next one", Moment("1948-06", "1948-06"), False),
        ("1990–2003", "An era", Moment("1990", "2003"), True),
        ("Before 1994", "A time of which only the end is known", Moment("", "1993", "begin"), False),
        ("1996", "A year", Moment("1996", "1996"), False),
        ("May 1998", "A month", Moment("1998-05", "1998-05"), False),
        ("12 March 1999", "A day", Moment("1999-03-12", "1999-03-12"), False),
        ("2000 to 2002", "A time from one year to another", Moment("2000", "2002"), False),
        ("Since 2001", "A time that goes on", Moment("2001", "", "end"), False),
        ("2016 and 2018", "Two dates, and not the time between", Moment("2016", "2018", kind="apart"), False),
        ("In recent years", "A time without sharp ends", Moment("2017", "2019", kind="about"), False),
    )
    return Timeline(("When", "What"), tuple(TimelineEntry((Text(when),), (Text(title),), (), moment, era)
                                            for when, title, moment, era in told), id="signs", form="drawn")
