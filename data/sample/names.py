"""Names of the made-up bank: its units, its people's surnames and given names, its products; all invented."""

from collections.abc import Iterator

from data.scope import Role

BANK, WHOLE = "云江银行", "U0"

BRANCHES = ("青岚分行", "松湖分行", "白鹭分行")

SUB_BRANCHES = (
    ("映山路支行", "古渡支行", "银杏街支行", "新桥支行"),
    ("湖滨支行", "石桥支行", "云杉路支行", "北港支行"),
    ("沙洲支行", "稻香路支行", "翠屏支行", "东仓支行"),
)

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"

# fmt: off
GIVEN = (
    "子涵", "晓彤", "建国", "志强", "雅琴", "文博", "思远", "若兰", "佳怡", "浩然", "明轩", "诗雨", "海涛", "丽华",
    "春燕", "国庆", "雨桐", "俊杰", "静怡", "振华", "秀英", "宇航", "欣妍", "立新", "晨曦", "婉清", "天佑", "玉梅",
    "少华", "启明", "慧敏", "学文", "梓萱", "红霞", "永康", "嘉豪", "念慈", "承志", "淑芬", "锦程", "倩", "磊",
    "敏", "洋", "艳", "鹏", "娜", "勇", "超", "琳", "涛", "颖", "斌", "洁", "凯", "璐", "峰", "薇", "刚",
    "妍", "彬", "蕾", "军", "瑶", "楠", "辉", "莹", "宁", "昊", "岚",
)
# fmt: on

# what further places of a large bank are called: each of the first with each of the second
PLACE_FIRST, PLACE_SECOND = "青松白映古银新湖石云北沙稻翠东晴鹤枫兰清", "溪湾桥塘坪港岭泉洲亭浦原渡坊"

# The one pair of namesakes; nobody else of the staff carries this name.
NAMESAKE = "张伟"

# Shown by the picker of made-up viewers, so it stays the same for every seed.
FIRST_MANAGER = "林晓彤"

# name, category, launched so many workdays before the data day (None: always there), days after which the money comes
# back (None: it stays), typical amount, step, revenue share, how often sold
PRODUCTS: tuple[tuple[str, str, int | None, int | None, int, int, float, int], ...] = (
    ("云江日日添利", "理财", 900, 60, 60_000, 10_000, 0.003, 9),
    ("云江稳盈一号（90天）", "理财", 800, 90, 80_000, 10_000, 0.005, 12),
    ("云江稳盈二号（180天）", "理财", 700, 180, 90_000, 10_000, 0.006, 10),
    ("云江安享一年定开", "理财", 600, 365, 120_000, 10_000, 0.008, 6),
    ("云江稳盈三号（新发）", "理财", 25, 180, 100_000, 10_000, 0.007, 8),
    ("远帆价值精选混合", "基金", 900, 300, 26_000, 1_000, 0.012, 7),
    ("远帆沪深指数增强", "基金", 500, 240, 22_000, 1_000, 0.010, 6),
    ("晨曦稳健债券A", "基金", 650, 400, 40_000, 1_000, 0.006, 6),
    ("安澜两全保险", "保险", 800, None, 20_000, 1_000, 0.110, 4),
    ("福满年年年金险", "保险", 450, None, 30_000, 1_000, 0.140, 3),
    ("康护重疾保障", "保险", 620, None, 9_000, 500, 0.180, 3),
    ("大额存单三年", "存款", 900, None, 200_000, 10_000, 0.0, 5),
    ("一年期定期存款", "存款", 900, None, 60_000, 1_000, 0.0, 7),
    ("云江消费贷", "贷款", 700, None, 120_000, 10_000, 0.003, 3),
    ("个体经营贷", "贷款", 550, None, 260_000, 10_000, 0.002, 2),
    ("信用卡账单分期", "分期", 800, None, 12_000, 100, 0.045, 10),
    ("云江信用卡（新户）", "信用卡", 900, None, 1_500, 100, 0.010, 18),
    ("活期存款", "存款", None, None, 30_000, 100, 0.0, 0),
    ("代发工资", "代发", 900, None, 9_000, 100, 0.0, 14),
)

# fmt: off
TOPICS = (
    "理财到期", "产品介绍", "节日问候", "资产配置", "存单到期", "基金诊断", "保单检视",
    "贷款意向", "信用卡激活", "代发开户",
    "生日关怀", "沙龙邀约", "风险测评更新", "流失挽回",
)
# fmt: on

NOTES = (
    "下周来网点面谈",
    "客户在忙，约下午再联系",
    "对一年期产品感兴趣，要看说明书",
    "资金月底到账，届时再约",
    "已发产品资料，等客户回复",
    "孩子明年上学，想做教育金规划",
    "担心净值波动，先做风险测评",
    "他行存单下月到期，有转入意向",
    "已约周三上午到店",
    "要和家人商量后决定",
    "询问提前还款，已说明手续",
    "希望收益再高一些，推荐定开产品",
    "退休金已转到本行代发",
    "近期装修，有消费贷需求",
    "电话无人接听，改发短信",
    "客户满意，愿意介绍朋友",
)

# The made-up people the picker offers: role, unit or manager, name in Chinese and in English.
PEOPLE: tuple[tuple[Role, str, str, str], ...] = (
    ("head", "U0", "周启明", "Zhou Qiming"),
    ("head", "U01", "沈若兰", "Shen Ruolan"),
    ("head", "U0101", "罗建国", "Luo Jianguo"),
    ("manager", "M001", FIRST_MANAGER, "Lin Xiaotong"),
    ("data_officer", "U0", "吴晓雯", "Wu Xiaowen"),
)


def places() -> Iterator[str]:
    """Names of places, none twice and none that the smaller banks have."""
    taken = "".join((*BRANCHES, *(name for branch in SUB_BRANCHES for name in branch)))
    return (name for second in PLACE_SECOND for first in PLACE_FIRST if (name := first + second) not in taken)


def staff(count: int) -> list[str]:
    """At least `count` different names of people and two more."""
    found = [surname + given for surname in SURNAMES for given in GIVEN]
    if count + 2 <= len(found):
        return found
    single = [given for given in GIVEN if len(given) == 1]
    return found + [surname + one + two for surname in SURNAMES for one in single for two in single if one != two]
