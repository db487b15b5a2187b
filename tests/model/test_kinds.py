"""What a sentence is, by its language's cues: precise, silent where it does not know, and safe on any text."""

import time
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import given
from hypothesis import strategies as st

from model import Action, Extractor, ModelError, action_of, checkpoint, mentions_deadline
from model.data import Record
from model.head import Head
from model.kinds import cue_kinds
from model.kinds.cues import CUES
from model.kinds.doubts import asks_nothing, is_title
from model.kinds.turns import BUCKETS, FILE, load, save, skeleton, turns
from model.ranker import LEEWAY, UNFITTED, Ranker

DEFINITIONS = [
    ("en", "The force that resists motion between two surfaces is called friction."),
    ("en", "Osmosis is the process by which water crosses a membrane towards the saltier side."),
    ("en", "An isotope is a form of an element that has another number of neutrons."),
    ("en", "The short period after the war, also known as the thaw, ended in 1964."),
    ("zh", "光合作用是指绿色植物利用光能合成有机物的过程。"),
    ("zh", "所謂需求法則，是說價格上升，需求量會減少。"),
    ("zh", "線粒體被稱為細胞的發電廠。"),
    ("zh", "这种从高浓度流向低浓度的现象称为扩散。"),
    ("zh", "所谓机会成本，就是为得到某物而放弃的东西。"),
    ("zh", "栈是一种只允许在一端插入和删除元素的线性结构。"),
    ("zh", "光合作用是植物利用光能把二氧化碳和水变成有机物的过程。"),
    ("zh", "渗透：水通过半透膜从低浓度流向高浓度的现象。"),
    ("zh", "扩散（diffusion）：物质从高浓度区域向低浓度区域移动的现象。"),
    ("zh", "国内生产总值：一个国家在一定时期内生产的最终产品价值的总和。"),
    ("en", "“Confidential Information” means all information that a party gives to the other."),
    ("en", '"Services" or "Work" shall mean what is listed in Annex A.'),
    ("es", "La energía que posee un cuerpo en movimiento se denomina energía cinética."),
    ("es", "Un catalizador es una sustancia que acelera una reacción sin consumirse."),
    ("de", "Als Osmose bezeichnet man den Durchtritt von Wasser durch eine Membran."),
    ("es", "Se denomina usufructo al derecho de usar un bien ajeno."),
    ("es", "Se llama catalizador a la sustancia que acelera una reacción."),
    ("es", "Se define como el cociente entre masa y volumen."),
    ("es", "Se entiende por dolo la intención de engañar."),
    ("it", "Si chiama usufrutto il diritto di godere di un bene altrui."),
    ("it", "Si definisce reato un fatto punito dalla legge."),
    ("pt", "Chama-se usufruto o direito de usar um bem."),
    ("fr", "S’appelle usufruit le droit d’user du bien d’autrui."),
    ("zh", "狗听到铃声就会流口水，这就叫条件反射。"),
    ("fr", "On appelle isotopes des atomes qui ont le même nombre de protons."),
    ("pt", "A passagem do estado sólido ao gasoso é chamada de sublimação."),
    ("it", "Il passaggio dallo stato solido a quello gassoso si chiama sublimazione."),
    ("ja", "浸透とは、水が膜を通って移動する現象のことである。"),
]
ACTIONS = [
    ("en", "ACTION: Send the forecast to the board.", Action.REQUEST),
    ("en", "Essay due in two weeks", Action.DEADLINE),
    ("en", "Problem set due Thu Dec 7", Action.DEADLINE),
    ("en", "RSVP by the end of it.", Action.REQUEST),
    ("en", "项目报告必须在12月8日之前提交到系统。", Action.DEADLINE),
    ("en", "Please send me the slides before the lecture.", Action.REQUEST),
    ("en", "Could you look at chapter four with the others?", Action.REQUEST),
    ("en", "Let me know what you think of the draft.", Action.REQUEST),
    ("en", "I'll send the minutes to everybody tonight.", Action.COMMITMENT),
    ("en", "We agreed that the exam will be oral this year.", Action.DECISION),
    ("en", "It was decided to move the seminar to room 12.", Action.DECISION),
    ("en", "The essay is due on 3 May.", Action.DEADLINE),
    ("en", "April 9: second source analysis due", Action.DEADLINE),
    ("en", "Mar 5 — Problem set 3 due", Action.DEADLINE),
    ("en", "3/5 Lab report due", Action.DEADLINE),
    ("en", "May 3: the first draft is due", Action.DEADLINE),
    ("en", "Mon, Dec 7: final draft of the long essay due (PDF)", Action.DEADLINE),
    ("en", "Friday, Dec 4: lab report due by 5pm", Action.DEADLINE),
    ("en", "Applications must be received by 3 March.", Action.DEADLINE),
    ("en", "Registration closes on 3 March.", Action.DEADLINE),
    ("en", "We have to hand it in by Wednesday 25 Feb, 8am.", Action.DEADLINE),
    ("en", "It has to be ready by the end of the month.", Action.DEADLINE),
    ("en", "Action: Tom to order the pump by 13 March.", Action.COMMITMENT),
    ("en", "Action: F. Ortega to draft the proposal and send it round.", Action.COMMITMENT),
    ("en", "Action - Anna Berg and Tom to find a room.", Action.COMMITMENT),
    ("en", "Actions: order the pump", Action.COMMITMENT),
    ("en", "TODO order the pump", Action.COMMITMENT),
    ("en", "[ ] Tom: order the pump by 13 March", Action.COMMITMENT),
    ("en", "Sara: canary rollout to 5 per cent by 15 July", Action.COMMITMENT),
    ("en", "Sara: slides for the talk by Friday", Action.COMMITMENT),
    ("en", "Sara: the draft by 7/15/2026", Action.COMMITMENT),
    ("en", "Registration: closes on 3/15.", Action.DEADLINE),
    ("en", "Tom: slides by 12/4", Action.COMMITMENT),
    ("en", "Maya will share the Figma file by Tuesday EOD.", Action.COMMITMENT),
    ("en", "Tom and Ann are going to print the posters before noon.", Action.COMMITMENT),
    ("en", "Items for the agenda to the chair by 4/12.", Action.REQUEST),
    ("en", "Comments to me by Monday.", Action.REQUEST),
    ("en", "Dec 4 – Paper draft due in class", Action.DEADLINE),
    ("en", "Dec 7: last day to withdraw", Action.DEADLINE),
    ("en", "The script must be in the drive by sunday noon, or he won't read it", Action.DEADLINE),
    ("de", "Wer kann das Protokoll vom letzten Mal schicken?", Action.REQUEST),
    ("fr", "Pensez à vous inscrire au forum avant vendredi.", Action.REQUEST),
    ("zh", "班费每人50，明晚10点前转给我。", Action.DEADLINE),
    ("en", "“Please come at once” is what I wrote; please do.", Action.REQUEST),
    ("en", "Raffle prizes needed by Weds 2nd Dec.", Action.DEADLINE),
    ("en", "Volunteers are asked to arrive by 9am.", Action.DEADLINE),
    ("zh", "HW3 due 改到 12/2", Action.DEADLINE),
    ("zh", "我们下周一之前把第三章的习题做完发到学习通上", Action.DEADLINE),
    ("de", "Die Abgabe von Blatt 6 wird auf Mittwoch, den 2. Dezember, verlängert.", Action.DEADLINE),
    ("en", "Kofi: deploy staging by Mon Nov 30", Action.COMMITMENT),
    ("en", "Ben + Ana: user interviews by 12/4", Action.COMMITMENT),
    ("en", "Will post a draft in the folder by 3pm.", Action.COMMITMENT),
    ("en", "note to self: rotate the keys on Dec 1", Action.COMMITMENT),
    ("de", "Murat bucht die Jugendherberge bis Freitag.", Action.COMMITMENT),
    ("fr", "À faire : ex. 3 p. 45 pour lundi.", Action.COMMITMENT),
    ("es", "Yo lo subo, mandadme vuestras partes antes del domingo porfa", Action.REQUEST),
    ("zh", "作业第3、5题，周四交。", Action.DEADLINE),
    ("de", "Orga: Blatt 6 bis Do 3.12., 10 Uhr, in den Kasten.", Action.DEADLINE),
    ("de", "Klausuranmeldung ab 1.12. bis 15.12. im Portal.", Action.DEADLINE),
    ("es", "La entrega se traslada al lunes 14 de diciembre.", Action.DEADLINE),
    ("en", "- Anna: book the room by 9/30", Action.COMMITMENT),
    ("en", "The form must be returned by 3/15/2026.", Action.DEADLINE),
    ("en", "The form must be returned by 12/9.", Action.DEADLINE),
    ("en", "Essays must be submitted by 12/14 at noon.", Action.DEADLINE),
    ("en", "Students have to hand the essay in by 12/4.", Action.DEADLINE),
    ("zh", "周五17:00前提交报告", Action.DEADLINE),
    ("zh", "各单位于3月16日17:00前将自查报告报送管理处。", Action.DEADLINE),
    ("zh", "下周三上课前交", Action.DEADLINE),
    ("zh", "周三晚自习前交给课代表", Action.DEADLINE),
    ("zh", "明天中午之前把表填了", Action.DEADLINE),
    ("zh", "作业3截止3月20日23:59。", Action.DEADLINE),
    ("zh", "报名3月20日截止。", Action.DEADLINE),
    ("zh", "各门店须于12月8日前完成备货。", Action.DEADLINE),
    ("zh", "各部门应于会前提交预算草案。", Action.DEADLINE),
    ("zh", "须于 12 月 7 日 17:00 前向办公室书面请假。", Action.DEADLINE),
    ("zh", "老师说PPT要在周四晚上10点之前发到邮箱", Action.DEADLINE),
    ("zh", "缓考申请须在考试开始前提交。", Action.DEADLINE),
    ("zh", "我需要在周五前提交报告。", Action.COMMITMENT),
    ("zh", "本人将于下周一前完成整改。", Action.COMMITMENT),
    ("zh", "我负责第二部分的数据分析，明晚8点前发群里", Action.COMMITMENT),
    ("zh", "李四负责会场布置。", Action.REQUEST),
    ("zh", "张伟：负责订餐。", Action.REQUEST),
    ("zh", "明天的会议你要负责主持", Action.REQUEST),
    ("zh", "注意：不得迟到。", Action.REQUEST),
    ("zh", "考试期间不得携带手机。", Action.REQUEST),
    ("zh", "麻烦您尽快回复，谢谢！", Action.REQUEST),
    ("zh", "那就这么定了。", Action.DECISION),
    ("zh", "同意李强的方案，下周开始执行。", Action.DECISION),
    ("zh", "請務必出席。", Action.REQUEST),
    ("zh", "記得帶筆電。", Action.REQUEST),
    ("zh", "會議決定延後上線。", Action.DECISION),
    ("zh", "我會在週五前寄給你。", Action.COMMITMENT),
    ("zh", "期末報告的題目必須在十一月底前跟助教確認", Action.DEADLINE),
    ("en", "請務必出席。", Action.REQUEST),
    ("zh", "TODO: 作业3 交到 Canvas", Action.COMMITMENT),
    ("zh", "作业3 due 3月20日", Action.DEADLINE),
    ("fr", "Deadline : 3 mars", Action.DEADLINE),
    ("ru", "TODO: отчёт", Action.COMMITMENT),
    ("es", "Entregar el trabajo antes del 3 de marzo", Action.REQUEST),
    ("de", "Abgabe der Hausarbeit: bis 15. März, 12 Uhr", Action.DEADLINE),
    ("fr", "Rendre le devoir avant le 3 mars", Action.REQUEST),
    ("es", "Entregar el ensayo hasta el viernes 4 de diciembre a las 12:00 en clase", Action.REQUEST),
    ("es", "Pagar la cuota antes de las 17:00", Action.REQUEST),
    ("es", "Entregar la tarea antes del lunes, por escrito.", Action.REQUEST),
    ("de", "Abgabe bis Freitag, 4.12., 12 Uhr", Action.DEADLINE),
    ("de", "Anmeldung bis zum 3. März 2027 bei Frau Berg", Action.DEADLINE),
    ("de", "Abgabe am Ende der Woche", Action.DEADLINE),
    ("de", "Abgabe bis Fr., 4.12., im Sekretariat", Action.DEADLINE),
    ("de", "Abgabe bis Mo 7.12.2026", Action.DEADLINE),
    ("de", "Rückmeldung bis Ende des Monats!", Action.DEADLINE),
    ("fr", "Signer la charte avant vendredi", Action.REQUEST),
    ("fr", "Payer avant la fin du mois.", Action.REQUEST),
    ("fr", "Envoyer le résumé avant le lundi 7 décembre à 18h30", Action.REQUEST),
    ("zh", "请在周五前提交实验报告。", Action.REQUEST),
    ("zh", "今晚前完成第三题", Action.DEADLINE),
    ("zh", "大家务必带上学生证。", Action.REQUEST),
    ("zh", "场地由小组长负责联系。", Action.REQUEST),
    ("zh", "我们会尽快整理好会议记录。", Action.COMMITMENT),
    ("zh", "会议决定推迟期中考试。", Action.DECISION),
    ("zh", "报名截止日期是11月30日。", Action.DEADLINE),
    ("es", "Por favor, envía el resumen antes del viernes.", Action.REQUEST),
    ("es", "Yo me encargo de reservar el aula.", Action.COMMITMENT),
    ("es", "Se acordó cambiar la fecha del examen.", Action.DECISION),
    ("es", "La fecha límite es el 5 de junio.", Action.DEADLINE),
    ("de", "Bitte gebt mir bis morgen Bescheid.", Action.REQUEST),
    ("de", "Ich kümmere mich um den Beamer.", Action.COMMITMENT),
    ("de", "Es wurde beschlossen, die Klausur zu verschieben.", Action.DECISION),
    ("fr", "Veuillez rendre vos copies lundi.", Action.REQUEST),
    ("fr", "Il a été décidé de reporter le cours.", Action.DECISION),
    ("ja", "金曜日までに資料を送ってください。", Action.REQUEST),
    *(
        ("en", said, Action.REQUEST)
        for said in (
            "Read chapter 5 by Monday.",
            "read chapter 5 by Monday",
            "- Read ch. 5 (pp. 30–45) by Mon",
            "1. Solve exercises 1-4 before 12/4",
            "Watch lecture 7 by Dec 7, then write a summary.",
            "Practise the scales by next week!",
            "Write the introduction before Friday's lecture",
            "Prepare the presentation for Monday",
            "Read chapter 5, due Monday",
            "By Monday, read chapters 3 and 4.",
            "For Monday: work through the slides",
            "Before Friday's lecture, watch the video.",
            "Go over your notes by Friday.",
            "Finish lab report before Thursday",
            "Study for the exam by Friday.",
            "Hand in problem set 4 by Friday",
            "Finish it by tomorrow.",
            "By Friday, answer questions 1-5.",
            "Review what we did in class before Tuesday.",
            "Read Hamlet by Monday.",
            "Study vocabulary before Monday's test",
            "Practice scales before Friday's lesson",
            "Practise irregular verbs by Friday.",
            "Study vocabulary and grammar by Friday.",
            "Read Chapter 5 until Monday.",
            "Do exercises 1, 2 and 4 until tomorrow",
        )
    ),
    ("en", "You should read chapter 5 by Monday.", Action.DEADLINE),
    ("en", "We have to learn the vocabulary by Friday.", Action.DEADLINE),
    *(
        ("zh", said, Action.DEADLINE)
        for said in (
            "下周一之前读完第五章",
            "周五前复习第三章。",
            "- 12月8日前背完第三单元的单词",
            "明天前背单词",
            "同学们下次课前预习第六章",
            "本周日晚十点前看完视频",
            "大家周三前要写好初稿",
            "1、5号之前做练习册第20页",
            "第五章下周一前读完",
            "读完第五章（下周一前）",
            "读完第五章，截止下周一",
            "下週一之前讀完第五章",
        )
    ),
    ("de", "Lest bis Freitag Kapitel 5.", Action.REQUEST),
    ("de", "Kapitel 5 bis Montag lesen", Action.REQUEST),
    ("de", "Bis nächsten Montag die Aufgaben 1–4 lösen", Action.REQUEST),
    ("fr", "Lire le chapitre 5 pour lundi.", Action.REQUEST),
    ("fr", "Faites les exercices pour demain", Action.REQUEST),
    ("es", "Leer el capítulo 5 para el lunes", Action.REQUEST),
    ("es", "Terminad los ejercicios antes del 3 de mayo", Action.REQUEST),
    ("it", "Leggere il capitolo 5 entro lunedì", Action.REQUEST),
    ("pt", "Leia o capítulo 5 até segunda-feira", Action.REQUEST),
    ("ja", "月曜日までに第5章を読む", Action.DEADLINE),
    ("ja", "明日までに第3章を終わらせる", Action.DEADLINE),
    ("de", "Schau das Video bis Montag an", Action.REQUEST),
    ("de", "Übersetzt bis Montag den Text, der auf S. 5 steht.", Action.REQUEST),
    ("es", "Termina el ensayo antes del lunes.", Action.REQUEST),
    ("es", "Prepara la presentación para mañana", Action.REQUEST),
    ("pt", "Faz o exercício 3 até sexta.", Action.REQUEST),
    ("pt", "Revise as notas até terça às 10h", Action.REQUEST),
    ("it", "Finire gli esercizi entro il 12", Action.REQUEST),
    ("fr", "Voir la vidéo pour demain", Action.REQUEST),
    ("it", "Finite gli esercizi entro domani.", Action.REQUEST),
    ("it", "Finite l’esercizio entro domani.", Action.REQUEST),
    ("it", "Leggete il capitolo 5 entro 3 giorni.", Action.REQUEST),
    ("it", "Scrivete e consegnate il tema entro 2 settimane", Action.REQUEST),
    ("it", "Risolvete gli esercizi e consegnate entro 3 giorni.", Action.REQUEST),
    ("it", "Ripassate le pagine 4 e 5 entro 3 giorni.", Action.REQUEST),
    ("pt", "Faz os exercícios até segunda de manhã", Action.REQUEST),
    ("pt", "Faz os exercícios até segunda à noite", Action.REQUEST),
    *(
        ("zh", said, Action.DEADLINE)
        for said in (
            "周五前听一下录音",
            "周三前写作文",
            "周三前写作业",
            "周日前看纪录片并写观后感",
            "周五前写周记",
        )
    ),
    *(
        ("zh", said, Action.DEADLINE)
        for said in (
            "明天前练字",
            "周五前练钢琴",
            "周五前完成中国的将来这篇文章",
            "周五前写一篇关于优惠政策的报告",
        )
    ),
    *(
        ("zh", said, Action.DEADLINE)
        for said in ("周五前看第五章", "周日前写论文初稿", "背课文，周五前", "周五前完成老师布置的会计作业")
    ),
]
NEITHER = [
    ("en", "Many travellers were pleased with the quiet of the valley."),
    ("en", "The rain that fell in May was the heaviest in years."),
    ("en", "The delay was due to a broken pump."),
    ("en", "Action: any behaviour that moves the plot."),
    ("en", "RSVP was a French custom."),
    ("en", "Action: The hero runs."),
    ("en", "[x] Tom: order the pump"),
    ("en", "April 9: the delay was due to rain."),
    ("en", "May 3: the first payment was due."),
    ("en", "May 5, the birth was due."),
    ("en", "May 5, the tax fell due."),
    ("en", "January 12: the treaty of Versailles is due"),
    ("en", "1/2 of the sum is due."),
    ("en", "Rome: the army was gone by 15 July."),
    ("en", "Solution: multiply both sides by 1/2."),
    ("en", "Answer: the mass decreases by 1/3"),
    ("en", "Step: Multiply the numerator by 3/4"),
    ("en", "Example: the length grows by 5/6."),
    ("en", "Figure: shift the curve by 3/2."),
    ("en", "Napoleon will send his army by 3 March."),
    ("en", "This will print the sum by noon."),
    ("en", "Drafts of the law came to the king by 1789."),
    ("en", "May 3: the rent due to the king"),
    ("en", "Last day to save with the great sale!"),
    ("de", "Wer kann die Gleichung lösen?"),
    ("fr", "Pensez à un nombre."),
    ("en", "By the end of the month, the four powers had agreed to exclude France."),
    ("zh", "三点前转弯"),
    ("en", "“You must give me an answer by Friday,” said Mr. Harrow."),
    ("en", "“Please come at once,” it said."),
    ("en", "By the end of the week she would be gone."),
    ("de", "„Bitte bewahren Sie Ruhe bis Freitag“, schrieb Ebert an die Arbeiter."),
    ("en", "The participants are asked to rate each face."),
    ("zh", "如有疑问，请联系我。"),
    ("zh", "“我们计划在明年6月底前完成改造。”某企业负责人说。"),
    ("zh", "专家表示，企业将在年底前提交方案。"),
    ("en", "Will this print the sum?"),
    ("de", "Das Modell prüft alles bis Freitag."),
    ("de", "Das Blatt hat bis zu 5 Zacken."),
    ("en", "Method: scale the picture by 12/4"),
    ("en", "Rome: prices rose by 10/3"),
    ("en", "Part: a board longer by 11/16 inch"),
    ("en", "Tom: half the cake by 3/4"),
    ("en", "We must return the value divided by 1/2."),
    ("en", "Students have to give the fraction multiplied by 3/4."),
    ("en", "You must turn the shape by 1/4 to see it."),
    ("en", "Students have to submit the fraction multiplied by 3/4."),
    ("en", "It should be received by 2/3 of the class."),
    ("en", "Caesar: crosses the river before 10 January"),
    ("en", "History: the treaty ends by 11 November"),
    ("en", "Rome: the fall of the city by 15 July 410"),
    ("en", "The shop closes on Monday."),
    ("en", "They had to hand in their arms by 3 March."),
    ("en", "He has to choose what to study by the end of the month."),
    ("de", "Abgabe von Wärme bis 100 Grad"),
    ("de", "Abgabe von Energie am Ende der Reaktion ist möglich."),
    ("de", "Rückmeldung am Ende der Schleife steuert das System."),
    ("de", "Bewerbung bis 1933 war möglich."),
    ("de", "Anmeldung am Hof von 1789"),
    ("de", "Anmeldung bis Montag war möglich."),
    ("fr", "Signer l'armistice avant le 11 novembre était impossible."),
    ("fr", "Transmettre le signal avant 5 ms évite la perte."),
    ("fr", "Payer ses dettes avant la fin du mois est sage."),
    ("es", "Enviar tropas antes del 5 de mayo fue un error."),
    ("es", "Completar la reacción antes de 5 minutos."),
    ("es", "Pagar antes de las 5 era raro."),
    ("en", "Applications of entropy close 5/6 of the gap."),
    ("en", "Registrations of births: the office closes on 3 March 1837."),
    ("zh", "中午前交战双方停火。"),
    ("zh", "晚上前完成了任务。"),
    ("zh", "红军于10月19日前到达。"),
    ("zh", "3月8日前，他被送到医院。"),
    ("zh", "上课前发生了一件事。"),
    ("zh", "数据截止12月31日。"),
    ("en", "Action-packed to the end."),
    ("en", "He finds that he has to be there\nby the end of the month."),
    ("zh", "截止12月31日，公司共有员工300人。"),
    ("zh", "为什么 deadline 总是有效？"),
    ("it", "Erano due 3 volte."),
    ("es", "Entregar el poder antes de tiempo fue un error."),
    ("de", "Anmeldung und Abgabe sind getrennt."),
    ("en", "The fee is due 3.5 percent of the time."),
    ("en", "The delay was due in one day to snow."),
    ("en", "Let x be the number of apples."),
    ("en", "They called on the minister to resign."),
    ("en", "Consider the circle in the figure."),
    ("en", "How can we explain this difference?"),
    ("en", "Do you know what this process is called?"),
    ("en", "In this chapter we will discuss two of these laws."),
    ("en", "They may trade as they please, and often do."),
    ("en", "A dictionary cannot tell us what a word means to people."),
    ("zh", "温度决定反应的快慢。"),
    ("zh", "学习是一个漫长的过程。"),
    ("zh", "这是植物利用光能制造有机物的过程。"),
    ("zh", "第二步是把溶液加热到沸腾的过程。"),
    ("zh", "改革是我们必须坚持的方法。"),
    ("zh", "目的：找到能够解决这个问题的方法。"),
    ("zh", "指数计算是描述地物波谱特征简单而有效的方法。"),
    ("zh", "张老师：大家说说自己想到的各种方法。"),
    ("en", "“Yes” he said, and that means a lot."),
    ("en", '"Yes" means no.'),
    ("en", '"Freedom" means nothing without law, he said.'),
    ("en", '"ok" means that all of it is well.'),
    ("en", "If you are not the intended recipient, please delete it and notify the sender."),
    *(
        ("zh", f"{courtesy}。")
        for courtesy in ("麻烦各位了", "谢谢大家，麻烦你了", "麻煩大家了", "请坐", "请坐下", "请进")
    ),
    *(
        ("zh", f"{courtesy}！")
        for courtesy in ("辛苦了", "请多关照", "请多多指教", "请稍等", "请放心", "敬请谅解")
    ),
    *(("en", courtesy) for courtesy in ("Thanks in advance!", "Please take a seat.", "Please be seated.")),
    ("zh", "白细胞负责免疫。"),
    ("zh", "线粒体负责产生能量。"),
    ("zh", "公司不得不裁员。"),
    ("zh", "法律规定任何人不得歧视他人。"),
    ("zh", "细胞需要在分裂前完成DNA复制。"),
    ("zh", "我同意你的看法。"),
    ("zh", "这件事怎么定了？"),
    ("zh", "他在周五前完成了报告。"),
    ("zh", "作者決定離開北京。"),
    ("zh", "他申请了三所大学。"),
    ("zh", "截至去年，全国已有一万所学校。"),
    ("zh", "他用手指出了错误。"),
    ("zh", "这是一种非常有意思的想法。"),
    ("zh", "但是一种新的看法的提出需要时间。"),
    ("zh", "成功不是一种可以复制的结果。"),
    ("zh", "截止到今天为止，价格没有变化。"),
    ("es", "¿Podemos determinar el origen de estas fuerzas?"),
    ("es", "La velocidad debe ser menor que la de la luz."),
    ("de", "Das heißt, die Menge bleibt gleich."),
    ("fr", "La pluie est tombée toute la nuit."),
    ("es", "Se llama María."),
    ("es", "Se llama la atención a los alumnos."),
    ("it", "Si chiama spesso la polizia."),
    ("it", "Si definisce meglio il problema."),
    ("pt", "Chama-se a polícia."),
    ("es", "Se llama a los testigos."),
    ("it", "Si chiama Marco."),
    ("it", "Si dice che piova."),
    ("pt", "Chama-se Maria."),
    ("fr", "S’appelle Marie."),
    ("zh", "他一声不吭地走了，这叫什么事。"),
    ("zh", "这就叫人为难。"),
    ("tlh", "Please, what is this called?"),
    *(
        ("en", said)
        for said in (
            "Read the following passage.",
            "Write the equation as y = mx + b.",
            "Solve for x.",
            "Write the number divided by 12/4.",
            "Read about the colonies before July 4, 1776.",
            "Read how the war went until May 1945.",
            "Write an essay on Europe before the end of the war.",
            "Watch how Mercury moves by tomorrow's sunrise.",
            "Read Monday's newspaper.",
            "Practice before Tuesday was cancelled.",
            "I read the book by Monday.",
            "She has to read the book by Monday.",
        )
    ),
    *(
        ("zh", said)
        for said in (
            "读完第五章",
            "阅读下列短文，完成练习。",
            "考试前复习很重要。",
            "他周五前读完了第五章。",
            "他打算周五前读完第五章。",
            "10月1日前，准备工作已经完成。",
            "3月8日前读书的人很少。",
        )
    ),
    ("de", "Lies den folgenden Text."),
    ("de", "Er will das Buch bis Montag lesen."),
    ("de", "Viele konnten bis Freitag keine Zeile lesen."),
    ("de", "Bis heute alte Schriften zu lesen."),
    ("es", "Resolver la ecuación para 1/2."),
    ("fr", "Préparer la sauce pour 2 h."),
    ("zh", "小明三周前读完。"),
    ("en", "By Friday, complete results were in."),
    ("fr", "Lisez le texte suivant."),
    ("es", "Lee el texto siguiente."),
    ("ja", "1945年までに読まれた本である。"),
    *(
        ("en", said)
        for said in (
            "Study hall is closed until Monday.",
            "Answer keys will be posted by Friday.",
            "Draft picks are announced by Friday.",
            "Study participants returned the forms by Friday.",
            "Work on the bridge will last until Monday.",
            "Practice makes perfect by Friday.",
            "Watch parties went on until midnight on Sunday.",
            "Outline planning permission was granted before Monday.",
            "By Friday, answer rates rose to 30 percent.",
            "Just read the news today, the shop stays shut until Monday.",
            "Draft horses arrive by Friday.",
            "By Friday, study groups met twice.",
            "Reading lists appear by Friday.",
            "Read all weekend until Monday.",
            "Study abroad before Monday's test.",
            "Study participants returned the forms before Friday.",
            "Study hall opens before Friday's lesson.",
            "Practice tests before Friday.",
            "Study data showed growth by Friday.",
            "Study findings came out before Friday.",
            "Practice nurses met before Monday.",
            "Practice resumed before Monday.",
            "Study materials arrive by Friday.",
            "Work on Highway 5 until Monday.",
            "Read the sign on page 5: closed until Monday.",
        )
    ),
    *(
        ("zh", said)
        for said in (
            "周日前看电影半价。",
            "周五前看房可享优惠。",
            "明天前看不到太阳。",
            "下周一前写字楼停电。",
            "下周前读数会稳定。",
            "明天之前做完手术的病人可以吃饭。",
            "本周末前整理完毕的仓库会重新开放。",
            "听证会，周五前。",
            "背包特价，周五前。",
            "练习曲，周五前。",
            "周五前看病要预约。",
            "周五前做作业的能得分。",
            "周日前看纪录片半价。",
            "周五前写作能力测评停办。",
            "周五前看录音棚。",
            "周五前练数字敏感度。",
            "明天前练兵。",
            "周五前听力考试停办。",
        )
    ),
    *(
        ("de", said)
        for said in (
            "Noch bis Sonntag ist die Ausstellung zu sehen.",
            "Bilder von Monet sind bis Sonntag zu sehen.",
            "Hier gibt es bis Montag viel zu sehen.",
            "Bis Montag werden wir den Bericht lesen.",
            "Bis Freitag war er damit beschäftigt, das Buch zu lesen.",
            "Macht hatte er bis Sonntag.",
            "Lernt ein Kind bis Freitag nichts, hilft die Lehrerin.",
            "Schreibt man bis Montag nicht, kommt ein Brief.",
            "Schau bis Freitag geöffnet.",
            "Bis Montag hat er viel zu lesen.",
        )
    ),
    *(
        ("es", said)
        for said in (
            "Estudia en Madrid hasta el lunes.",
            "Termina el plazo antes del lunes.",
            "Acaba el plazo antes del lunes.",
            "Prepara la masa y deja reposar hasta mañana.",
            "Termina la oferta antes del lunes.",
        )
    ),
    ("pt", "Faz frio até sábado."),
    ("pt", "Faz sol até domingo."),
    ("pt", "Prepare o bolo para a quarta camada."),
    ("it", "Finite le vacanze entro domani."),
    ("it", "Prepara la salsa e consumala entro 3 giorni."),
    ("it", "Preparare la salsa, da consumare entro 3 giorni."),
    ("it", "Leggete il contatore entro 3 ore."),
    ("pt", "Faz os bolos para a segunda de muitas festas."),
    ("it", "Prepara la pasta e servi entro 2 ore."),
    ("fr", "Lire la suite avant lundi."),
    ("fr", "Voir aussi les horaires pour demain."),
    ("ja", "今週末までに見ることができる。"),
    ("ja", "明日までに終わる見込みです。"),
]


@pytest.mark.parametrize(("language", "sentence"), DEFINITIONS)
def test_definitions_are_recognised(language: str, sentence: str) -> None:
    assert cue_kinds([sentence], language) == ["definition"]


@pytest.mark.parametrize(("language", "sentence", "action"), ACTIONS)
def test_action_items_are_recognised_and_told_apart(language: str, sentence: str, action: Action) -> None:
    assert cue_kinds([sentence], language) == ["action"]
    assert action_of(sentence, language) is action


@pytest.mark.parametrize(("language", "sentence"), NEITHER)
def test_look_alikes_are_neither(language: str, sentence: str) -> None:
    assert cue_kinds([sentence], language) == ["key"]


def test_a_region_counts_as_its_language_and_english_is_read_in_chinese_notes() -> None:
    assert cue_kinds(["Please reply.", "请回复。"], "zh-TW") == ["action", "action"]


@pytest.mark.parametrize(
    ("language", "sentence", "speaks"),
    [
        ("en", "Applications are due no later than Monday.", True),
        ("en", "The report has to be handed in by 11 December.", True),
        ("en", "It must be signed by two members and completed by adding a date.", False),
        ("en", "The delay was due to rain.", False),
        ("zh", "作业最晚周四交。", True),
        ("de", "Spätestens am Montag wissen wir mehr, also spätestens dann.", True),
        ("xx", "The deadline is near.", False),
    ],
)
def test_who_speaks_of_a_deadline(language: str, sentence: str, speaks: bool) -> None:
    assert mentions_deadline(sentence, language) is speaks


@given(st.text(max_size=300), st.sampled_from([*CUES, "ru", "", "zh-Hans", "-"]))
def test_any_text_has_a_kind(text: str, language: str) -> None:
    assert cue_kinds([text], language)[0] in ("key", "definition", "action")
    assert action_of(text, language) in (None, *Action)


@pytest.mark.parametrize(
    "piece",
    [
        "we can ",
        "do you ",
        "A b ",
        "if , ",
        "是",
        "请",
        "se ",
        "is a b ",
        "(",
        "können ",
        "Action: Tom ",
        "Sara: by ",
        "3月20日",
        "May 5: ",
        "entregar ",
        "entregar antes del lunes ",
        "Abgabe bis Montag, ",
        "payer avant le 3 mars ",
        "TODO ",
        "“Aa” or ",
        "是植物利用",
        "渗透：水",
        "read a ",
        "read by Monday ",
        "周五前读",
        "读完 周五前",
        "bis Montag lesen ",
        "lire pour lundi ",
        "read the ",
        "lest bis, t das ",
        "看 ",
        "study a ",
        "study a by ",
        "read page 1 ",
        "leggi e da ",
        "练",
    ],
)
@pytest.mark.parametrize("language", list(CUES))
def test_cues_cost_little_on_any_text(language: str, piece: str) -> None:
    """The worst found was 3 ms; a pattern that backtracks without end takes minutes."""
    began = time.process_time()
    cue_kinds([piece * 10_000], language)
    assert time.process_time() - began < 0.5


# --- what was learnt ------------------------------------------------------------------------------------------

NOTE = """Minutes

The team met on Monday. It rained all day. Please read chapter four before the next session. Could you book the room?
We agreed to meet again in May. The essay is due on 3 May. Consider the circle in the figure.
Osmosis is the process by which water crosses a membrane. An isotope is a form of an element that has another number
of neutrons. Anna is a woman who likes the rain. Monday is the day on which I sleep."""


def test_the_weights_tell_definitions_and_actions_from_sentences_that_look_like_them(
    extractor: Extractor,
) -> None:
    found = [(NOTE[s.start : s.end], s.kind) for s in extractor.read(NOTE, language="en").sentences]
    told = {kind: [said.split()[0] for said, k in found if k == kind] for kind in ("action", "definition")}
    assert told == {"action": ["Please", "Could", "We", "The"], "definition": ["Osmosis", "An"]}
    assert ("The team met on Monday.", "key") in found


@pytest.mark.parametrize(
    "around", ["Send it back.\n\n{}\nSend it back.", "请在周五前提交。\n\n{}\n请在周五前提交。"]
)
def test_code_asks_for_nothing(extractor: Extractor, around: str) -> None:
    note = around.format("```python\nprint(total)\nsend(report)\nreturn report\n```")
    kinds = [sentence.kind for sentence in extractor.read(note).sentences]
    assert kinds == ["action", "key", "key", "key", "action"]


@pytest.mark.parametrize(
    ("sentence", "cue", "definition", "action", "language", "kind"),
    [
        ("A wave has a crest.", "key", 1.0, -9.0, "en", "definition"),
        ("A wave has a crest.", "key", -9.0, 1.0, "en", "action"),
        ("Tom is a boy who runs.", "definition", -LEEWAY - 0.1, -9.0, "en", "key"),
        ("Tides are waves that are long.", "definition", -LEEWAY + 0.1, -9.0, "en", "definition"),
        ("Reply within three days.", "action", -9.0, -9.0, "en", "action"),
        ("El agua hierve.", "key", 9.0, -9.0, "es", "key"),
    ],
)
def test_a_cue_is_believed_unless_the_head_doubts_that_it_defines(
    sentence: str, cue: str, definition: float, action: float, language: str, kind: str
) -> None:
    ranker = Ranker(Head(4, 2), UNFITTED, {"definition": 0.0, "action": 0.0})
    logits = np.array([[0, 0, definition, action]])
    assert ranker.kinds(logits, [cue], [sentence], language) == [kind]


@pytest.mark.parametrize(
    ("sentence", "asks"),
    [
        ("Can I renew?", False),
        ("How do I reserve something?", False),
        ("Can I borrow from other libraries?", False),
        ("Is there somewhere to study?", False),
        ("When are you open?", False),
        ("So what should we say instead?", False),
        ("Mon-Fri 8 a.m.-10 p.m.", False),
        ("Sat & Sun closed, Wednesday from 9:30 to 5 pm", False),
        ("Could you send me the draft?", True),
        ("What do you think of it?", True),
        ("When are you free?", True),
        ("How about lunch?", True),
        ("Why not meet in the hall?", True),
        ("Who can send it?", True),
        ("Who wrote it?", False),
        ("What works on Monday?", True),
        ("Can I get the daily data?", True),
        ("Can we invite them?", True),
        ("When can we meet?", True),
        ("When should we schedule the call?", True),
        ("Where should we send the form?", True),
        ("May I ask for a copy?", True),
        ("Could I borrow the book?", True),
        ("What should we bring to the party?", True),
        ("How can we set up the equation?", False),
        ("What do we call this process?", False),
        ("May I use a calculator?", False),
        ("Can I keep the book longer?", False),
        ("Is there an agenda for the meeting?", True),
        ("Monday at 3 pm?", True),
        ("Meet on Monday at 3 pm.", True),
        ("Ask us!", True),
        ("Closed on Sundays", True),
    ],
)
def test_what_everybody_may_ask_and_hours_ask_for_nothing(sentence: str, asks: bool) -> None:
    assert asks_nothing(sentence) is not asks


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("CHECK YOUR UNDERSTANDING", True),
        ("Check Your Understanding of the Text", True),
        ("Review questions", True),
        ("Contact us", True),
        ("Send the forms to Anna", False),
        ("Please reply", False),
        ("Call Tom by Friday", False),
        ("TODO: print", False),
        ("", False),
    ],
)
def test_titles_that_begin_like_errands(heading: str, names: bool) -> None:
    assert is_title(heading) is names


def test_of_a_page_only_what_asks_the_reader_is_an_action(extractor: Extractor) -> None:
    text = (
        "Can I renew?\nItems are renewed by themselves up to three times.\n\nCHECK YOUR UNDERSTANDING\n\n"
        "Osmosis moves water through a membrane.\n\nThe walls of the room are green.\n"
        "If you are not the intended recipient, please delete it and notify the sender.\n\n"
        "“Business Day” means a day other than a Saturday.\n\nCould you send me the slides?"
    )
    found = [(text[s.start : s.end], s.kind) for s in extractor.read(text, language="en").sentences]
    assert [said for said, kind in found if kind == "action"] == ["Could you send me the slides?"]
    assert ("“Business Day” means a day other than a Saturday.", "definition") in found


def test_turns_leave_out_what_is_spoken_of(tmp_path: Path) -> None:
    assert skeleton("Could you send Anna 3 drafts of the NATO report?") == (
        "^ could you send W 9 ws of the A w ? $".split()
    )
    rows = turns(["Could you send Anna the draft?", "Could you send Peter the draft?", ""])
    assert rows.shape == (3, BUCKETS)
    assert (rows[0] != rows[1]).nnz == 0
    assert np.allclose(np.sqrt(rows.multiply(rows).sum(axis=1)), 1)


def test_turns_are_learnt_and_added_to_what_the_head_says(tmp_path: Path) -> None:
    asked = [
        "Could you send Anna the list?",
        "Please call me.",
        "Please send it to Tom.",
        "Could you call me?",
    ]
    mails = [Record(str(i), [s], "en", kinds=np.array([3])) for i, s in enumerate(asked)]
    mails += [Record("none", [s], "en", kinds=np.array([0])) for s in ("It rained.", "He was here.")]
    books = [Record("book", ["The wave has a crest.", "It was a long war.", "Cells divide."], "en")]
    from model.fit_turns import fit  # brings the library for training along

    save(tmp_path, fit(mails, books))
    found = load(tmp_path)
    assert found
    sentences = ["Could you send Eve the book?", "The river has a bend."]
    logits = found.logits(sentences)
    assert logits[0] > 0 > logits[1]
    ranker = Ranker(Head(4, 2), UNFITTED, {"action": 0.0}, found)
    assert ranker.kinds(np.zeros((2, 4)), ["key", "key"], sentences, "en") == ["action", "key"]
    action, without = np.zeros(BUCKETS, np.float16), np.zeros(0, np.float16)
    for broken in (b"nothing", safetensors.numpy.save({"action": action, "base": without})):
        (tmp_path / FILE).write_bytes(broken)
        with pytest.raises(ModelError, match="can't be read"):
            load(tmp_path)
    assert load(tmp_path / "elsewhere") is None
    checkpoint.write(tmp_path, {}, checkpoint.Config(None, 4, [], 2), Head(4, 2))
    assert load(tmp_path) is None, "other weights have no turns"
