"""What pagers say, in the languages of the shows, and what looks like a pager and is none."""

import re

NEXT_WORD = re.compile(
    r"(?:^|[^\w])(?:next(?: page| \d+| results| exhibitors)?|nächste(?:[rns]?)?(?: seite)?|weiter|vor(?:wärts)?|folgende(?: seite)?|"
    r"suivante?s?|page suivante|successiv[aoei]|prossim[aoei]|avanti|pagina successiva|siguientes?|próxim[ao]s?|seguinte|volgende|næste|nästa|neste|seuraava|"
    r"následující|następn[ay]|další|következő|sonraki|older|forward|right)(?:$|[^\w])|след\.|следующая|вперед|下一页|下一頁|下页|下頁|后页|次へ|次の|次ページ|次頁|다음",
    re.I,
)
NEXT_MARK = re.compile(r"[>›»→⟩▶►❯❭➔➜⇒]{1,2}|&gt;|>\|?|chevron_right|navigate_next|arrow_forward|keyboard_arrow_right")
PREVIOUS = re.compile(
    r"\bprev(?:ious)?\b|zurück|vorherige|précédente?|poprzedni|předchozí|önceki|предыдущая|пред\.|конец|начало|precedente|anterior|vorige|forrige|föregående|上一|前へ|前の|前ページ|이전|\bback\b|\bleft\b|\bfirst\b|\blast\b|letzte|erste|dernière|末页|尾页|首页|最後|最初",
    re.I,
)
LOAD_MORE = re.compile(
    r"(?:load|show|view|see|display) (?:\d+ )?more(?: exhibitors| results| companies|"
    r" members)?|more (?:results|exhibitors|companies|members)|mehr (?:laden|anzeigen|"
    r"aussteller|ergebnisse)|weitere (?:laden|anzeigen|aussteller|ergebnisse|einträge|"
    r"\d+)|"
    r"(?:charger|afficher|voir) (?:plus|la suite)|plus de résultats|carica altri|mostra altri|"
    r"vedi altri|cargar más|ver más|mostrar más|meer (?:laden|tonen)|toon meer|加载更多|"
    r"查看更多|点击加载|显示更多|もっと見る|さらに表示|더 ?보기",
    re.I,
)
OTHER_THING = re.compile(
    r"next (?:article|post|story|event|show|edition|year|month|week|day|slide|image|"
    r"photo|video|exhibitor\b(?!s)|company\b|member\b|product|session|step|project|"
    r"entry)|older (?:news|entries)|"
    r"nächste[rns]? (?:artikel|beitrag|veranstaltung|messe|monat|woche|jahr|bild|aussteller$|"
    r"termin|schritt)|(?:article|événement|mois|année|édition|exposant) suivante?|article suivant|"
    r"événement suivant|"
    r"articolo successivo|evento successivo|mese (?:successivo|prossimo)|(?:artículo|"
    r"evento|mes) siguiente|prossim[ao] (?:evento|edizione)|próxim[ao] (?:evento|edición)|"
    r""
    r"下一篇|下一条|下一张|下一届|下个月|次の記事|次の月|次の写真|次の企業|次の出展|翌月|翌年|다음 ?글|다음 ?달|다음 ?행사|다음 ?사진|read more|"
    r"learn more|more (?:info|about|details|news)|\b20\d\d\b",
    re.I,
)
NOT_LIST = re.compile(
    r"carousel|slider|slick|swiper|owl-|glide|flickity|splide|slideshow|lightbox|calendar|datepicker|post-nav|nav-links-post|post-navigation|"
    r"entry-nav|nav-single|article-nav|single-nav|comment|breadcrumb|testimonial|wizard",
    re.I,
)
RARELY_LIST = re.compile(
    r"gallery|banner|event-nav|tribe-events-nav|year-?nav|archive|related|hero|ticker|tabs?-nav|month", re.I
)
PAGE_KEY = re.compile(
    r"(?:^|[_\-\[.])(?:page|p|pg|paged?|pageno|pagenum|pagenumber|pageindex|seite|pagina|currentpage|curpage|cp|page_?no|page_?num|page_?id|nowpage|pn|hpage|cpage|pagen_\d+|strona|strana|sayfa|sida|side|sivu|oldal)\]?$|page$|pageno$|pagenum",
    re.I,
)
COUNT_KEY = re.compile(
    r"^(?:start|offset|from|skip|first|startrow|start_?row|row|begin|limitstart|startat|b_start(?::int)?|firstresult|startindex|start_?index|displaystart|beg)$",
    re.I,
)
SIZE_KEY = re.compile(
    r"^(?:per_?page|page_?size|limit|items|rows|results|num|count|show|length|rpp|ipp|size|items_per_page|pagesize|hitsperpage|entries|anzahl|max)$",
    re.I,
)
LETTER = re.compile(
    r"[A-Z]|[a-z]|#|0\s?[-–]\s?9|\(?[A-Z]\)?|123|その他|[あかさたなはまやらわ]|[ㄱ-ㅎ]|[가나다라마바사아자차카타파하]"
)
REST = re.compile(
    r"others?|0\s?[-–]\s?9|#|numbers?|num|numeric|no's.*|sonstige|andere|ziffern|autres?|chiffres|altri|otros|其他|その他|数字|英数字?|기타|숫자|\d|123|etc\.?",
    re.I,
)

STRONG_NEXT = re.compile(
    r"next page|next \d+|nächste seite|page suivante|pagina successiva|página siguiente|"
    r"próxima página|volgende pagina|下一页|下一頁|下页|次のページ|次ページ|次へ|다음 ?페이지",
    re.I,
)
IN_PAGER = re.compile(r"pag(?:e|in|er)|seiten|load-?more|\bfy\b|fenye", re.I)
