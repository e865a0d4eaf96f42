"""Contact, team and imprint pages as firms print them, made from a seed, each with the persons, numbers and addresses it names."""

from __future__ import annotations

from collections.abc import Callable

from tests.enrich.contact_maker import PROSE, ContactPage, Maker


def cards(m: Maker) -> ContactPage:
    phones, mails, body = [], [], ""
    for name, title in m.people:
        phone, mail = m.number(), m.mail()
        phones.append(phone)
        mails.append(mail)
        body += (
            f"<div class='member'><img src='a.jpg' alt='{name}'><h3>{name}</h3><p class='pos'>{title}</p>"
            f"<p>{m.word('tel')}{phone}</p><p>{m.word('mail')}{m.shown_mail(mail)}</p></div>"
        )
    return m.page(f"<div class='team'>{body}</div>", m.people, phones, [], mails)


def cards_title_first(m: Maker) -> ContactPage:
    body = "".join(
        f"<li><div class='role'>{t}</div><div class='who'>{n}</div><div>{PROSE[m.lang]}</div></li>" for n, t in m.people
    )
    return m.page(f"<ul>{body}</ul>", m.people, [], [], [])


def table(m: Maker) -> ContactPage:
    heads = {"zh": ("姓名", "职务", "电话"), "ja": ("氏名", "役職", "電話"), "de": ("Name", "Funktion", "Telefon")}.get(
        m.lang, ("Name", "Position", "Phone")
    )
    phones = [m.number() for _ in m.people]
    rows = "".join(f"<tr><td>{n}</td><td>{t}</td><td>{p}</td></tr>" for (n, t), p in zip(m.people, phones, strict=True))
    return m.page(f"<table><tr>{''.join(f'<th>{h}</th>' for h in heads)}</tr>{rows}</table>", m.people, phones, [], [])


def colon_lines(m: Maker) -> ContactPage:
    tel, fax, mail = m.number(), m.number(), m.mail()
    body = "<br>".join(f"{t}：{n}" if m.lang in ("zh", "ja") else f"{t}: {n}" for n, t in m.people)
    return m.page(
        f"<p>{body}</p><p>{m.word('tel')}{tel}<br>{m.word('fax')}{fax}<br>{m.word('mail')}{m.shown_mail(mail)}</p>",
        m.people,
        [tel],
        [fax],
        [mail],
    )


def comma_lines(m: Maker) -> ContactPage:
    sign = (
        m.random.choice([", ", " – ", " | ", " - "])
        if m.lang not in ("zh", "ja")
        else m.random.choice(["，", " | ", "　", "——"[:1]])
    )
    body = "".join(f"<li>{n}{sign}{t}</li>" for n, t in m.people)
    return m.page(f"<ul>{body}</ul>", m.people, [], [], [])


def brackets(m: Maker) -> ContactPage:
    one, two = ("（", "）") if m.lang in ("zh", "ja") else (" (", ")")
    return m.page("".join(f"<p>{n}{one}{t}{two}</p>" for n, t in m.people), m.people, [], [], [])


def labelled(m: Maker) -> ContactPage:
    keys = {"zh": ("姓名：", "职务："), "ja": ("氏名：", "役職："), "de": ("Name: ", "Funktion: ")}.get(
        m.lang, ("Name: ", "Title: ")
    )
    body = "".join(f"<div class='p'><p>{keys[0]}{n}</p><p>{keys[1]}{t}</p></div>" for n, t in m.people)
    return m.page(body, m.people, [], [], [])


def spans(m: Maker) -> ContactPage:
    body = "".join(f"<div class='x'><span class='n'>{n}</span><span class='t'>{t}</span></div>" for n, t in m.people)
    return m.page(body, m.people, [], [], [])


def definition_list(m: Maker) -> ContactPage:
    body = "".join(f"<dt>{t}</dt><dd>{n}</dd>" for n, t in m.people)
    return m.page(f"<dl>{body}</dl>", m.people, [], [], [])


def address_table(m: Maker) -> ContactPage:
    tel, fax, mail = m.number(), m.number(), m.mail()
    rows = "".join(
        f"<tr><td>{m.word(k).strip()}</td><td>{v}</td></tr>" for k, v in (("tel", tel), ("fax", fax), ("mail", mail))
    )
    return m.page(f"<table>{rows}</table>", [], [tel], [fax], [mail])


def columns(m: Maker) -> ContactPage:
    tel, fax, mail = m.number(), m.number(), m.mail()
    labels = "<br>".join(m.word(k).strip() for k in ("tel", "fax", "mail"))
    return m.page(
        f"<table><tr><td>{labels}</td><td>{tel}<br>{fax}<br>{mail}</td></tr></table>", [], [tel], [fax], [mail]
    )


def one_line(m: Maker) -> ContactPage:
    tel, fax, mail = m.number(), m.number(), m.mail()
    return m.page(f"<p>{m.word('tel')}{tel} {m.word('fax')}{fax} {m.word('mail')}{mail}</p>", [], [tel], [fax], [mail])


def links(m: Maker) -> ContactPage:
    tel, mail = m.number(), m.mail()
    return m.page(
        f"<p><a href='tel:{tel.replace(' ', '')}'>{tel}</a> · <a href='mailto:{mail}'>{mail}</a></p>",
        [],
        [tel],
        [],
        [mail],
    )


def traps(m: Maker) -> ContactPage:
    tel = m.number()
    trap = {
        "zh": (
            "<p>邮编：215000 QQ：1302200750 统一社会信用代码：91320500132260250X</p><p>注册资本：5000万元 "
            "成立日期：1998-05-06</p><p>银行账号：6222021102012345678</p>"
        ),
        "de": "<p>HRB 123456 · USt-IdNr.: DE123456789 · 70565 Stuttgart</p><p>IBAN: DE89 3704 0044 0532 0130 00</p><p>Stand: 01.02.2024</p>",
        "ja": "<p>〒141-0031 東京都品川区西五反田2-15-7</p><p>設立 1998年5月6日 資本金 5,000万円</p>",
        "en": "<p>Company No. 01234567 · VAT GB 123 4567 89</p><p>ISO 9001:2015 · 12,000 m2 · 2024-02-01</p>",
    }[m.lang]
    return m.page(f"<p>{m.word('tel')}{tel}</p>{trap}", [], [tel], [], [])


def inline_contact(m: Maker) -> ContactPage:
    phones = [m.number() for _ in m.people[:2]]
    body = "".join(
        f"<p>{t}:{n} ({m.word('tel').strip()} {p})</p>" for (n, t), p in zip(m.people[:2], phones, strict=True)
    )
    return m.page(body, m.people[:2], phones, [], [])


def strong_break(m: Maker) -> ContactPage:
    mails = [m.mail() for _ in m.people]
    body = "".join(
        f"<td><strong>{n}</strong><br>{t}<br>{m.word('mail')}{mail}</td>"
        for (n, t), mail in zip(m.people, mails, strict=True)
    )
    return m.page(f"<table><tr>{body}</tr></table>", m.people, [], [], mails)


SHAPES: tuple[Callable[[Maker], ContactPage], ...] = (
    cards,
    cards_title_first,
    table,
    colon_lines,
    comma_lines,
    brackets,
    labelled,
    spans,
    definition_list,
    address_table,
    columns,
    one_line,
    links,
    traps,
    inline_contact,
    strong_break,
)


def contact_pages(count: int, seed: int = 1) -> list[ContactPage]:
    """`count` pages, every shape in turn, in four languages."""
    pages = []
    for n in range(count):
        lang = ("zh", "en", "de", "ja")[(n // len(SHAPES)) % 4]
        shape = SHAPES[n % len(SHAPES)]
        made = shape(Maker(seed * 7_919 + n, lang))
        pages.append(
            ContactPage(
                f"{shape.__name__}-{lang}-{n}", made.html, made.url, made.people, made.phones, made.faxes, made.emails
            )
        )
    return pages
