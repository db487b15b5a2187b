"""Everyday remarks in Chinese, and short notes with one of them in it: what the weights of `everyday` are fitted on and
measured with. The sets hold no small talk; these were written for it. Pure.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from model.data import Record

SHORTEST, LONGEST = 3, 9  # sentences of a note, before the remark

FITTED = (
    "今天食堂的面条很好吃。",
    "外面一直在下雨，我忘了带伞。",
    "教室里的空调太冷了。",
    "下课以后我们去喝奶茶吧。",
    "这支笔快没水了。",
    "老师今天穿了一件新毛衣。",
    "图书馆三楼的咖啡又涨价了。",
    "哈哈，刚才有人的手机响了。",
    "我的自行车轮胎没气了。",
    "隔壁的施工声吵得听不清。",
    "对了，记得把钥匙放在门口。",
    "我得先去取个快递。",
    "这家店的包子五块钱一个。",
    "我们等了半天电梯才来。",
    "谢谢你上次请我看电影。",
    "昨天跑步把脚扭了一下。",
    "投影仪坏了，大家等了一会儿。",
    "放假我打算去海边玩几天。",
    "不好意思，我刚才去洗手间了。",
    "那部电视剧的结局真让人生气。",
    "我的耳机找不到了。",
    "爸爸给我寄了一箱苹果。",
    "周六上午要去理发。",
    "咖啡洒在了笔记本上。",
    "邻居家的小狗整夜叫个不停。",
    "雪下得很大，操场全白了。",
    "小李今天又请假了。",
    "妹妹考上了高中，全家都很高兴。",
    "食堂阿姨多给了我一勺菜。",
    "我们约好七点在校门口见面。",
    "他讲了一个笑话，全班都笑了。",
    "会议室的椅子坐着不太舒服。",
    "奶奶做的红烧肉最好吃了。",
    "孩子们在楼下踢球。",
    "晚饭想吃饺子还是米饭？",
    "操场边的樱花快谢了。",
    "这件外套洗了以后缩水了。",
    "门没关好，有点冷风吹进来。",
    "午休的时候我打了一会儿羽毛球。",
    "回来的路上我捡到一个钱包。",
    "收到你的来信很高兴。",
    "今天人来得不多，稍等几分钟再开始。",
    "主持人的麦克风声音有点小。",
    "停车场已经满了，我只好停在路边。",
    "这一段抄得有点乱，回头再誊一遍。",
    "这堂课是下午第一节，很多人都没来。",
    "抱歉回复晚了，这几天家里有事。",
    "附近有没有好一点的面馆？",
    "新来的同事是从成都来的，爱吃辣。",
    "上课前我在操场上走了两圈。",
)
"""What weights are fitted on."""

HELD_OUT = (
    "昨天下午我们去公园散步了。",
    "我昨晚没睡好，现在有点困。",
    "小王借了我的充电器还没还。",
    "我妈妈打电话来，让我周末回家吃饭。",
    "坐在我旁边的同学一直在玩手机。",
    "路上堵车，我迟到了十分钟。",
    "我养的那只猫昨天打翻了花瓶。",
    "晚上有球赛，大家都想早点走。",
    "中午吃得太饱，有点想睡觉。",
    "祝你周末愉快！",
    "天气终于暖和起来了。",
    "宿舍的热水器又坏了。",
    "她的新发型挺好看的。",
    "弟弟今天过生日，家里买了蛋糕。",
    "窗外的桂花开了，很香。",
    "你吃过早饭了吗？",
    "我把作业本忘在公交车上了。",
    "楼下新开了一家火锅店。",
    "爷爷的身体最近好多了。",
    "今天是星期五，大家心情都不错。",
    "后排有两个人在聊天。",
    "这个座位正对着太阳，晒得很。",
    "手机只剩百分之五的电了。",
    "班长请大家吃了冰棍。",
    "好久不见，你最近怎么样？",
    "我感冒了，嗓子有点疼。",
    "这张照片是去年在杭州拍的。",
    "刚才停电了，幸好很快就来电了。",
    "明天要早起赶火车。",
    "超市的牛奶在打折。",
    "上周我搬了家，东西还没收拾完。",
    "我想换一部新手机。",
    "今天的地铁特别挤。",
    "我先喝口水。",
    "感谢你送的那盒茶叶，味道很好。",
    "昨天的电影票是同桌帮我买的。",
    "隔壁班今天去春游了。",
    "我家楼上的邻居在练钢琴。",
    "请问洗手间在哪里？",
    "最近蚊子真多。",
    "祝好，下次再聊。",
    "刚才茶水间的点心大家随便拿。",
    "张老师出差了，下周才回来。",
    "上次聚餐的照片我发到群里了。",
    "我在这页画了一朵小花。",
    "昨天熬夜看比赛，今天一点精神也没有。",
    "你寄来的明信片我贴在墙上了。",
    "午饭我叫了外卖，等了一个小时。",
    "茶杯放在窗台上了，别碰倒。",
    "孩子发烧了，我今天要早点下班。",
)
"""What they are measured with."""


@dataclass(frozen=True)
class Note:
    """A few sentences that stood together, their worth, the chosen ones, and where the remark stands."""

    sentences: list[str]
    worth: list[float]
    chosen: list[int]
    remark: int


def notes(records: Sequence[Record], remarks: Sequence[str], most: int, seed: int) -> list[Note]:
    """At most `most` runs of SHORTEST to LONGEST sentences of the records, each with a remark that is worth nothing at
    a random place after the first."""
    source = random.Random(seed)  # noqa: S311
    runs = [(record, *run) for record in records for run in _runs(len(record.sentences), source)]
    return [_note(*run, source.choice(remarks), source) for run in source.sample(runs, min(most, len(runs)))]


def _runs(total: int, source: random.Random) -> list[tuple[int, int]]:
    found, start = [], 0
    while start + SHORTEST <= total:
        end = min(total, start + source.randint(SHORTEST, LONGEST))
        if end - start >= SHORTEST:
            found.append((start, end))
        start = end
    return found


def _note(record: Record, start: int, end: int, remark: str, source: random.Random) -> Note:
    at = source.randint(1, end - start)
    sentences, worth = record.sentences[start:end], [0.0] * (end - start)
    if record.target is not None:
        worth = record.target[start:end].tolist()
    chosen = [i - start + (i - start >= at) for i in record.chosen if start <= i < end]
    return Note([*sentences[:at], remark, *sentences[at:]], [*worth[:at], 0.0, *worth[at:]], chosen, at)
