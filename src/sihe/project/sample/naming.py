"""Invented names and numbers (示例). Phone numbers begin with 100, which no telephone in China has."""

import random

FAMILY = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
GIVEN = (
    "安柏冰晨承春达丹东恩芳飞峰刚国海涵浩和红华欢慧佳健杰洁静娟军俊凯康兰磊莉立丽亮林玲龙梅美萌敏明娜楠宁"
    "鹏平萍琪倩青清晴庆秋然荣蓉瑞珊诗世书淑爽思松涛天婷伟文霞翔晓欣兴雪雅岩艳阳瑶怡颖永勇宇玉元媛悦云泽哲振志子"
)


def person_name(rng: random.Random) -> str:
    """Return an invented name of two or three characters."""
    return rng.choice(FAMILY) + "".join(rng.choice(GIVEN) for _ in range(rng.choice((1, 2, 2))))


def called(rng: random.Random, name: str = "") -> str:
    """Return how somebody signs a report: 王女士, 李先生, 张大爷."""
    return (name[:1] or rng.choice(FAMILY)) + rng.choice(
        ("女士", "先生", "女士", "先生", "阿姨", "大爷")
    )


def phone_number(rng: random.Random) -> str:
    """Return an invented number of eleven digits that nobody can have."""
    return f"100{rng.randrange(10**8):08d}"
