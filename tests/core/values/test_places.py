"""Head offices: what is precise enough (R-024), what is refused, and the forms that addresses take."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.values.countries import read_country
from core.values.gazetteer import gazetteer, latin
from core.values.places import read_place

CASES = [
    # text, province, city, district, country, specific
    ("江苏", "江苏省", None, None, "CN", False),
    ("江苏苏州", "江苏省", "苏州市", None, "CN", True),
    ("上海", "上海市", "上海市", None, "CN", False),
    ("上海嘉定", "上海市", "上海市", "嘉定区", "CN", True),
    ("上海市嘉定区安亭镇墨玉路", "上海市", "上海市", "嘉定区", "CN", True),
    ("公司总部位于上海嘉定", "上海市", "上海市", "嘉定区", "CN", True),
    ("地址：江苏省无锡市新吴区", "江苏省", "无锡市", "新吴区", "CN", True),
    ("昆山市前进路", "江苏省", "苏州市", "昆山市", "CN", True),
    ("昆山", "江苏省", "苏州市", "昆山市", "CN", True),
    ("杭州市临平区", "浙江省", "杭州市", "临平区", "CN", True),
    ("浙江杭州江干区", "浙江省", "杭州市", "上城区", "CN", True),
    ("西安市鄠邑区", "陕西省", "西安市", "鄠邑区", "CN", True),
    ("西安市户县", "陕西省", "西安市", "鄠邑区", "CN", True),
    ("江苏省苏州工业园区星湖街", "江苏省", "苏州市", "苏州工业园区", "CN", True),
    ("河北雄安新区容城县", "河北省", "雄安新区", None, "CN", True),
    ("北京亦庄", "北京市", "北京市", "北京经济技术开发区", "CN", True),
    ("宁波高新区", "浙江省", "宁波市", "宁波高新区", "CN", True),
    ("安徽合肥经开区", "安徽省", "合肥市", None, "CN", True),
    ("湖北省仙桃市", "湖北省", "仙桃市", None, "CN", True),
    ("哈尔滨道里区", "黑龙江省", "哈尔滨市", "道里区", "CN", True),
    ("恩施州", "湖北省", "恩施土家族苗族自治州", None, "CN", True),
    ("辽宁朝阳", "辽宁省", "朝阳市", None, "CN", True),
    ("长春市朝阳区", "吉林省", "长春市", "朝阳区", "CN", True),
    ("吉林", "吉林省", None, None, "CN", False),
    ("吉林市", "吉林省", "吉林市", None, "CN", True),
    ("上海市南京东路100号", "上海市", "上海市", None, "CN", False),
    ("臺灣新竹市東區", "台湾省", "新竹市", None, "TW", True),
    ("香港", "香港特别行政区", "香港特别行政区", None, "HK", True),
    ("Jiading, Shanghai", "上海市", "上海市", "嘉定区", "CN", True),
    ("Shanghai", "上海市", "上海市", None, "CN", False),
    ("Suzhou, Jiangsu", "江苏省", "苏州市", None, "CN", True),
    ("Suzhou, China", None, None, None, "CN", False),
    ("Kunshan, Jiangsu Province, P.R. China", "江苏省", "苏州市", "昆山市", "CN", True),
    ("No. 888 Shanghai Road, Jiading District, Shanghai 201805, China", "上海市", "上海市", "嘉定区", "CN", True),
    ("Changchun Jilin China", "吉林省", "长春市", None, "CN", True),
    ("Xi'an, Shaanxi", "陕西省", "西安市", None, "CN", True),
    ("Stuttgart, Germany", None, "Stuttgart", None, "DE", True),
    ("Robert-Bosch-Platz 1, 70839 Gerlingen, Germany", None, "Gerlingen", None, "DE", True),
    ("München, Deutschland", None, "München", None, "DE", True),
    ("德国斯图加特", None, "斯图加特", None, "DE", True),
    ("日本愛知県豊田市トヨタ町1番地", "愛知県", "豊田市", None, "JP", True),
    ("Auburn Hills, MI 48326, USA", None, "Auburn Hills", None, "US", True),
    ("Detroit, Michigan, United States", None, "Detroit", None, "US", True),
    ("London SW1A 1AA, UK", None, "London", None, "GB", True),
    ("Germany", None, None, None, "DE", False),
]


@pytest.mark.parametrize(("text", "province", "city", "district", "country", "specific"), CASES)
def test_a_place_is_read(text, province, city, district, country, specific):
    place = read_place(text)
    assert place is not None
    assert (place.province, place.city, place.district, place.country) == (province, city, district, country)
    assert place.specific is specific


@pytest.mark.parametrize(
    "text", ["", None, "汽车", "朝阳区建国路", "鼓楼区中山路", "南京东路100号", "Tel: 021-1234", "TBD"]
)
def test_what_names_no_place_or_several_is_refused(text):
    assert read_place(text) is None


def test_a_known_country_helps_a_bare_city():
    assert read_place("Sindelfingen", country="DE").city == "Sindelfingen"


@pytest.mark.parametrize(
    ("name", "code"),
    [("中国", "CN"), ("Deutschland", "DE"), ("德国", "DE"), ("ドイツ", "DE"), ("台湾", "TW"), ("P.R. China", "CN"), ("UK", "GB"),
     ("USA", "US"), ("Korea, Republic of", "KR"), ("대한민국", "KR"), ("Atlantis", None), ("", None), (None, None)],
)  # fmt: skip
def test_countries_in_many_languages(name, code):
    assert read_country(name) == code


def _all_districts():
    table = gazetteer()
    return [(s.province, s.city, name) for name, spots in table.districts.items() for s in spots if s.district == name]


@given(st.sampled_from(_all_districts()))
def test_every_full_address_of_the_table_is_read_back(spot):
    province, city, district = spot
    text = (province if city == province else province + city) + district + "人民路1号"
    place = read_place(text)
    assert (place.province, place.city, place.district) == spot
    assert place.specific


@given(st.text(max_size=60))
def test_no_text_raises(text):
    place = read_place(text)
    assert place is None or place.raw


def test_pinyin_of_names_that_are_read_otherwise():
    assert [latin(name) for name in ("嘉定区", "延边朝鲜族自治州")] == ["jiading", "yanbian"]
    assert all(" " not in name for name in islice(gazetteer().cities_en, 50))
