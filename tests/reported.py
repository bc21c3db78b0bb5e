"""A lifelike monthly review as a report: a branch of so many managers, one manager, and a unit without records."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from data.exports.report import Cell, Chart, Column, Comment, Definition, Report, Section, Stamp, Table

LONG_NAME = "阿卜杜拉·买买提明·阿不都热合曼（城东支行营业部贵宾理财中心高级客户经理兼团队长）"
NAMES = ("张伟", "王芳", "李娜", "刘洋", LONG_NAME, "陈静", "杨帆", "赵磊", "𠮷田优子", "周鹏", "吴倩", "Emma O'Neil")
# attainment in thousandths; who is fifth has no records yet, the twelfth none in the month
REACHED = (1180, 1064, 1021, 1003, None, 974, 905, 843, 812, 650, -42, 0)
Say = Callable[[str, str], str]


def branch(language: str, people: int = 12) -> Report:
    """城东支行 in October 2026, not sealed: three sections, of which each has a chart."""
    say = _speaks(language)
    rows = tuple(_person(say, place) for place in range(people))
    sections = (_people(say, rows), _gap(say, rows), _movement(say))
    answer = say(
        "10月存款日均净增 928.1 万，目标 1,410 万，完成 65.8%；一人数据未到。",
        "Average deposits grew by ¥9.28M, 65.8% of the target of ¥14.1M; one person's data is missing.",
    )
    return _report(language, say("城东支行", "East City Branch"), answer, sections)


def one_manager(language: str) -> Report:
    """What 李娜 gets: one row a table, no comments."""
    say = _speaks(language)
    rows = (_person(say, 2),)
    people = _people(say, rows)
    answer = say(
        "10月存款日均净增 102.1 万，目标 100 万，已达到。", "Average deposits grew by ¥1.02M, target ¥1M: reached."
    )
    sections = (Section(people.title, answer, (), people.tables, people.definitions), _movement(say))
    return _report(language, NAMES[2], answer, sections)


def empty(language: str) -> Report:
    """A unit that has no records: the tables are there, without rows."""
    say = _speaks(language)
    people = _people(say, ())
    tables = tuple(Table(each.title, each.columns, (), chart=each.chart) for each in people.tables)
    answer = say("城西支行10月还没有记录。", "West City Branch has no records for October yet.")
    sections = (Section(people.title, answer, (), tables, people.definitions),)
    return _report(language, say("城西支行", "West City Branch"), answer, sections)


def _speaks(language: str) -> Say:
    return lambda zh, en: zh if language == "zh" else en


def _report(language: str, who: str, answer: str, sections: tuple[Section, ...]) -> Report:
    say = _speaks(language)
    state = say("未封账", "not sealed")
    return Report(
        say(f"{who} 2026年10月月度回顾", f"{who}: review of October 2026"),
        (
            answer, say("数据日 10月31日（周六） · 版本 42 · 未封账", "Data day Sat 31 Oct · version 42 · not sealed"),
        ),
        sections, language,
        Stamp(say("李行长", "Li, head"), datetime(2026, 11, 2, 8, 5), say("负责人", "Head of the branch"), 42, state),
    )  # fmt: skip


def _person(say: Say, place: int) -> tuple[Cell, ...]:
    """Name, team, actual, target, attainment, gap, customers, coverage, data day, state."""
    reached, turn = REACHED[place % 12], place // 12
    name = NAMES[place % 12] + (str(turn + 1) if turn else "")
    target = Decimal(90 + 5 * (place % 12)) * 10_000
    actual = None if reached is None else (target * reached / 1000).quantize(Decimal("0.01"))
    team = (say("一队", "Team 1"), say("二队", "Team 2"), say("三队", "Team 3"))[place % 3]
    held = 180 + 7 * (place % 12)
    share = None if actual is None else actual / target
    return (
        name, team, actual, target, share, None if actual is None else actual - target, held,
        None if actual is None else Decimal(held * 8 // 10 - 3 * (place % 5)) / held,
        date(2026, 10, 29 if place % 12 == 7 else 31), _state(say, share),
    )  # fmt: skip


def _state(say: Say, share: Decimal | None) -> str:
    return {
        None: "–", "ahead": say("▲ 超前", "▲ ahead"), "on_track": say("● 正常", "● on track"),
        "behind": say("▼ 落后", "▼ behind"), "at_risk": say("！预警", "! at risk"),
    }[_band(share)]  # fmt: skip


def _band(share: Decimal | None) -> str | None:
    lines = (("ahead", "1.05"), ("on_track", "0.99"), ("behind", "0.81"), ("at_risk", "-9"))
    return None if share is None else next(band for band, line in lines if share >= Decimal(line))


def _people(say: Say, rows: tuple[tuple[Cell, ...], ...]) -> Section:
    columns = (
        Column(say("客户经理", "Manager"), wide=1.6), Column(say("团队", "Team")),
        Column(say("存款日均净增", "Growth of average deposits"), "CNY", adds=True),
        Column(say("目标", "Target"), "CNY", adds=True),
        Column(say("完成率", "Attainment"), "share", quotient=(2, 3)),
        Column(say("差额", "Gap"), "CNY", signed=True, adds=True, difference=(2, 3)),
        Column(say("管户数", "Customers"), "count", adds=True), Column(say("联系覆盖率", "Coverage"), "share"),
        Column(say("数据日", "Data day"), "day"), Column(say("状态", "State")),
    )  # fmt: skip
    bands = [(place, _band(row[4])) for place, row in enumerate(rows)]  # type: ignore[arg-type]
    total = _total(say, rows)
    table = Table(
        say("谁完成了多少", "Who reached how much"), columns, rows, total,
        Chart("bars", say("四人达到目标，七人落后", "Four reached the target, seven are behind"), 0, (2, 3)), 9,
        (*((place, band) for place, band in bands if band), *([(-1, _band(total[4]))] if total and total[4] else ())),  # type: ignore[arg-type]
    )  # fmt: skip
    return Section(
        say("目标与完成", "Target and actual"),
        say("11人中4人达到目标；缺口最大的是吴倩，差 145.9 万。",
            "Four of eleven reached the target; 吴倩 lacks most, ¥1.46M."),
        (say("完成率不封顶；差额＝实际−目标。", "Attainment has no cap; the gap is actual less target."),),
        (table,), _definitions(say),
        (
            Comment(
                say("10月末两笔大额到期未续，11月初已约见。", "Two large deposits left; both customers are to be met."),
                "王芳", date(2026, 11, 1),
            ),
            Comment(
                say("=请三队周一晨会说明。", "=Team 3 to explain on Monday morning."),
                say("李行长", "Li, head"), date(2026, 11, 2),
            ),
        ),
        (
            (say("存款日均净增", "Growth of average deposits"), say("928.1 万", "¥9.28M"), say("！预警", "! at risk")),
            (say("完成率", "Attainment"), "65.8%", ""),
            (say("达到目标", "Reached the target"), say("4 / 11 人", "4 of 11"), ""),
        ),
    )  # fmt: skip


def _total(say: Say, rows: tuple[tuple[Cell, ...], ...]) -> tuple[Cell, ...] | None:
    if len(rows) < 2:
        return None
    known = [row for row in rows if row[2] is not None]
    actual, target, gap, held = (_sum(known, place) for place in (2, 3, 5, 6))
    everybody = _sum(list(rows), 3)
    share = actual / target
    return (
        say("合计（缺 1 人）", "Total (1 missing)"), "", actual, everybody, actual / everybody, gap,
        _sum(list(rows), 6), Decimal("0.781"), date(2026, 10, 31), _state(say, share),
    ) if held else None  # fmt: skip


def _sum(rows: list[tuple[Cell, ...]], place: int) -> Decimal:
    return sum((Decimal(str(row[place])) for row in rows), Decimal(0))


def _definitions(say: Say) -> tuple[Definition, ...]:
    return (
        Definition(
            "deposit_growth", say("存款日均净增", "Growth of average deposits"),
            say(
                "期内日均余额 − 上年日均余额；日均＝每日余额之和 ÷ 已过日历天数",
                "Average of the period − last year's; average = sum of daily balances ÷ calendar days passed",
            ),
            say("余额（文件），按主办客户经理", "Balances (files), by main holder"),
        ),
        Definition(
            "coverage", say("联系覆盖率", "Coverage"),
            say("期内有过有效联系的管户数 ÷ 管户数", "Customers effectively contacted in the period ÷ customers held"),
            say("活动、管户", "Activities, portfolio"),
        ),
    )  # fmt: skip


def _gap(say: Say, rows: tuple[tuple[Cell, ...], ...]) -> Section:
    known = [row for row in rows if row[2] is not None]
    target, actual = _sum(known, 3), _sum(known, 2)
    parts = tuple((row[0], row[5]) for row in sorted(known, key=lambda row: Decimal(str(row[5]))))
    lines = ((say("目标", "Target"), target), *parts, (say("实际", "Actual"), actual))
    table = Table(
        say("差额从何而来", "Where the gap comes from"),
        (Column(say("从目标到实际", "From target to actual"), wide=1.6), Column(say("金额", "Amount"), "CNY")), lines,
        chart=Chart("waterfall", say("三人占了缺口的大半", "Three make most of the gap"), 0, (1,), (0, len(parts) + 1)),
    )  # fmt: skip
    return Section(
        say("差额归因", "Who made the gap"),
        say("吴倩、Emma O'Neil、周鹏三人占了缺口的大半。", "吴倩, Emma O'Neil and 周鹏 make most of the gap."),
        (), (table,), _definitions(say)[:1],
    )  # fmt: skip


def _movement(say: Say) -> Section:
    months = tuple(
        (f"2026-{month:02}", 80_000_000 + 4_000_000 * month + 1_300_000 * (month % 3), 80_000_000 + 4_200_000 * month)
        for month in range(1, 11)
    )  # fmt: skip
    line = Table(
        say("各月日均", "Average by month"),
        (
            Column(say("月份", "Month")), Column(say("存款日均", "Average deposits"), "CNY"),
            Column(say("计划", "Path"), "CNY"),
        ),
        months, chart=Chart("line", say("日均7月起多在计划之下", "Mostly below the path since July"), 0, (1, 2)),
    )  # fmt: skip
    teams = (
        (say("一队", "Team 1"), 412, 388, 24, Decimal("0.812")),
        (say("二队", "Team 2"), 377, 402, -25, Decimal("0.744")),
        (say("三队", "Team 3"), None, 366, None, None),
    )  # fmt: skip
    column = Table(
        say("新增有效客户", "New effective customers"),
        (
            Column(say("团队", "Team")), Column(say("2026年", "2026"), "count", adds=True),
            Column(say("2025年", "2025"), "count", adds=True),
            Column(say("增减", "Change"), "count", signed=True, adds=True),
            Column(say("联系覆盖率", "Coverage"), "share"),
        ),
        teams, (say("合计（缺 1 队）", "Total (1 missing)"), 789, 1156, -1, Decimal("0.779")),
        Chart("columns", say("二队少于去年", "Team 2 has fewer than last year"), 0, (1, 2)),
    )  # fmt: skip
    return Section(
        say("与以往相比", "Against before"),
        say("日均比9月多 530 万，比计划少 70 万。", "The average is ¥5.3M above September and ¥0.7M below the path."),
        (say("三队2026年的客户文件未到。", "Team 3's customer file for 2026 has not come."),),
        (line, column), _definitions(say)[1:],
    )  # fmt: skip
