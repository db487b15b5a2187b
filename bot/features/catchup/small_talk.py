"""What people say to each other without saying anything: greetings, thanks, laughter, a yes. Pure.

A line of such words alone is not read by the model. It must never swallow a line that holds something: one word that
is not small talk, a number, or a question about anything keeps it.
"""

from __future__ import annotations

import re

_SMALL = frozenset(
    """
    hi hello hey heya hiya yo sup morning gm gn night evening afternoon good everyone everybody every1 all guys folks
    people team ppl y'all yall there friends thanks thank thx ty tysm tyvm cheers np nw no problem prob worries welcome
    yw u you ur your very much so many lot lots a lol lmao lmfao rofl xd haha hahaha hehe heh ha ok okay okie k kk okk
    yes yep yeah yea ya yup ye nope nah sure cool nice great awesome perfect amazing wonderful lovely brilliant same
    here me too brb afk bb bye byebye cya see later l8r soon tomorrow tmr congrats congratulations wow woah whoa omg
    omfg idk hmm hm mhm mm mmm ah ahh oh ohh oops sorry sry +1 1+ this true right exactly agreed agree sounds got it
    gotcha will do did that's thats that is fine well again i i'm im my our know knew think guess mean understand im
    bad dude man bro sis mate lads how are r doing what's whats up hru nm nothing just and but then now for the help
    please pls plz done back in on at to of from let's lets go gl luck have fun day week weekend nice one same noted
    welp rip ugh yay yayy woo woohoo hooray damn dang gosh aw aww awww bless love this that it's its really seriously
    ikr fr facts indeed absolutely definitely totally ofc course obviously maybe perhaps probably anyway anyways np
    alright aight right-o righto correct yessir k. mb mybad wait what who huh eh pardon sec second moment min minute
    one give anyone any1 somebody someone around awake online still alive not bad too late early lucky funny interesting
    """.split()
)
_WORD = re.compile(r"[^\W_]+(?:['’+-][^\W_]+)*|\+1")
_STRETCHED = re.compile(r"(\w)\1{2,}")
_LAUGHTER = re.compile(r"(?:ha|he|hi|ja|lo|ah|xd)+h?|l+o+l+|m+|h+m+|a+h+|o+h+|k+|z+")
_NOTHING = re.compile(r"https?://\S+|<a?:\w+:\d+>|:\w+:|@\S+")
HAN = re.compile(r"[\u3400-\u9fff]")
_SMALL_HAN = re.compile(
    r"哈+|呵+|嘿+|嘻+|嗯+|哦+|噢+|啊+|呀+|哇+|唉+|额+|呃+|诶+|欸|嗨|喂|好(?:的|吧|呀|啊|嘞|哒|耶|滴)*|行(?:吧|啊|的)?|可以(?:的|啊|呀)?"
    r"|对(?:对|的|啊|呀)*|是(?:的|啊|呀|吧)|没(?:事|关系|问题|错|毛病)|不(?:客气|用谢|谢|是吧|会吧|错|知道)|谢+(?:谢|啦|了|你|您|大家)*"
    r"|感谢|多谢|辛苦(?:了|啦)?|收到|了解|明白|懂了|知道了?|加油|赞|棒|厉害|牛(?:逼|啊|的)?|强|绝了|笑死(?:我了)?|太(?:好|棒|强|难|惨|真实)了"
    r"|真的(?:吗|假的)?|同意|赞同|我也(?:是|觉得|一样)?|一样|早(?:上好|安|啊)?|晚(?:上好|安)|中午好|下午好|大家好?|各位|同学们?|你(?:们)?好|您好"
    r"|在(?:吗|的)?|有人(?:在)?吗|来了|到了|睡(?:了|觉)|去|拜+|再见|明天见|回(?:见|头见)|恭喜|生日快乐|新年快乐|抱歉|对不起|不好意思|哭+|呜+"
    r"|救命|天哪?|我(?:的天|去|靠|晕|错了)|靠|草|吃饭(?:了|去)?|等等|稍等|马上|溜了|冲+|确实|有道理|学到了|原来如此|那(?:好|行)|嗐|害|吧|了|的|呢|吗|啦|哟|么"
)
_PUNCTUATION = re.compile(r"[\s，。！？、~…～!?,.:：;；()（）\"'“”‘’\[\]【】*_`^-]+")


def says_something(line: str) -> bool:
    """Whether a line holds anything but small talk, pictures and addresses."""
    words = _NOTHING.sub(" ", line)
    if HAN.search(words):
        left = _PUNCTUATION.sub("", _SMALL_HAN.sub("", _PUNCTUATION.sub(" ", words)))
        return len(left) >= 2
    said = [_STRETCHED.sub(r"\1\1", word.casefold().replace("’", "'")) for word in _WORD.findall(words)]
    telling = [
        word
        for word in said
        if word not in _SMALL and _STRETCHED.sub(r"\1", word) not in _SMALL and not _LAUGHTER.fullmatch(word)
    ]
    if not telling:
        return False
    return (
        len(said) > 2
        or len(telling) == len(said) == 2
        or any(char.isdigit() for word in telling for char in word)
    )
