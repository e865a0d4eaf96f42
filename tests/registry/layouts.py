# ruff: noqa: E501 - markup is easier to read unbroken
"""Pages in the layouts of several portals, written by us with invented firms: one firm, many ways to print it."""

from stdnum.cn import uscc

TITLE = "上海示例汽车电子有限公司"
CODE = "91310114MA1GTEXT0" + uscc.calc_check_digit("91310114MA1GTEXT0")
OTHER = "91420100MA4KTEXT1" + uscc.calc_check_digit("91420100MA4KTEXT1")

QCC_NEW = f"""<html><head><title>{TITLE} - 企查查</title></head><body>
<div class="header"><h1 class="header-title">{TITLE}</h1><span class="nstatus text-success">存续</span>
<span class="f">曾用名</span><span>高新技术企业</span></div>
<section id="cominfo"><div class="cominfo-normal"><table class="ntable">
<tr><td class="tb">统一社会信用代码</td><td><span class="copy-value">{CODE}</span> <span class="copy-button">复制</span></td>
<td class="tb">企业名称</td><td><span>{TITLE}</span><span>复制</span></td></tr>
<tr><td class="tb">法定代表人</td><td><a href="/pl/1.html">张建国</a><a>关联企业 12</a></td>
<td class="tb">登记状态</td><td>存续（在营、开业、在册）</td><td class="tb">成立日期</td><td>2011-03-05</td></tr>
<tr><td class="tb">注册资本</td><td>12,500万元人民币</td><td class="tb">实缴资本</td><td>-</td></tr>
<tr><td class="tb">企业类型</td><td>有限责任公司(外商投资、非独资)</td><td class="tb">人员规模</td><td>500-999人</td>
<td class="tb">参保人数</td><td>612 (2024年报)<a>趋势图</a></td></tr>
<tr><td class="tb">曾用名</td><td><div>上海示例电子有限公司 (2011-03至2015-06)</div><div>上海样例电器有限公司</div></td><td class="tb">英文名</td><td>-</td></tr>
<tr><td class="tb">注册地址</td><td colspan="5"><a>上海市嘉定区安亭镇墨玉南路888号</a><a>附近企业</a></td></tr>
<tr><td class="tb">经营范围</td><td colspan="5">汽车电子产品的研发、生产；销售自产产品。（依法须经批准的项目）<a>…展开</a></td></tr>
</table></div></section>
<section id="branchelist"><table class="ntable"><tr><th>序号</th><th>企业名称</th><th>负责人</th><th>成立日期</th><th>登记状态</th></tr>
<tr><td>1</td><td>{TITLE}武汉分公司</td><td>李四</td><td>2018-01-01</td><td>注销</td></tr></table></section>
<section><table class="ntable"><tr><td class="tb">企业名称</td><td>别的有限公司</td><td class="tb">税号</td><td>x</td></tr></table></section>
</body></html>"""

GSXT_NEW = f"""<html><head><title>国家企业信用信息公示系统</title></head><body><div class="mainContent">
<h1 class="fullName">{TITLE}</h1><span class="companyStatus">存续（在营、开业、在册）</span>
<div class="overview"><dl><dt class="item">·&nbsp;统一社会信用代码：</dt><dd class="result">{CODE}</dd></dl>
<dl><dt class="item">·&nbsp;企业名称：</dt><dd class="result">{TITLE}</dd></dl>
<dl><dt class="item">·&nbsp;类型：</dt><dd class="result">有限责任公司(外商投资、非独资)</dd></dl>
<dl><dt class="item">·&nbsp;法定代表人：</dt><dd class="result">张建国</dd></dl>
<dl><dt class="item">·&nbsp;注册资本：</dt><dd class="result">12500.000000万人民币</dd></dl>
<dl><dt class="item">·&nbsp;成立日期：</dt><dd class="result">2011年03月05日</dd></dl>
<dl><dt class="item">·&nbsp;营业期限自：</dt><dd class="result">2011年03月05日</dd></dl>
<dl><dt class="item">·&nbsp;营业期限至：</dt><dd class="result"></dd></dl>
<dl><dt class="item">·&nbsp;登记状态：</dt><dd class="result">存续（在营、开业、在册）</dd></dl>
<dl><dt class="item">·&nbsp;住所：</dt><dd class="result">上海市嘉定区安亭镇墨玉南路888号</dd></dl>
<dl class="jyfw"><dt class="item">·&nbsp;经营范围：</dt><dd class="result">汽车电子产品的研发、生产；销售自产产品。（依法须经批准的项目）</dd></dl>
</div></div></body></html>"""

BOXES = f"""<html><body><div id="app"><div class="a1"><span>{TITLE}</span><em>存续</em></div>
<div class="grid"><div class="c"><label>企业名称</label><p>{TITLE}</p></div><div class="c"><label>统一社会信用代码</label><p>{CODE}</p></div>
<div class="c"><label>法定代表人</label><p>张建国</p></div><div class="c"><label>注册资本(万元)</label><p>12500</p></div>
<div class="c"><label>经营状态</label><p>存续</p></div><div class="c"><label>实缴资本</label><p></p></div><div class="c"><label>成立日期</label><p>2011/03/05</p></div>
<div class="c"><label>企业类型</label><p>有限责任公司(外商投资、非独资)</p></div>
<div class="c"><label>注册地址</label><p>上海市嘉定区安亭镇墨玉南路888号</p></div></div></div></body></html>"""

TEXT = f"""企业信用信息公示报告
{TITLE}
基础信息
企业名称：{TITLE}
统一社会信用代码：{CODE}
类型：有限责任公司(外商投资、非独资) 法定代表人：张建国
注册资本：12500万元人民币 成立日期：2011年03月05日
住所：上海市嘉定区安亭镇墨玉南路888号
登记状态：存续（在营、开业、在册）
经营范围：汽车电子产品的研发、生产；销售自产产品。（依法须经批准的项目）
"""

JUSTIFIED = f"""<html><body><table><tr><th>名　称</th><td>{TITLE}</td><th>注 册 号</th><td>310114000123456</td></tr>
<tr><th>类 型</th><td>有限责任公司(外商投资、非独资)</td><th>法定代表人</th><td>张建国</td></tr>
<tr><th>注册资本</th><td>12500 万元人民币</td><th>成立日期</th><td>2011 年 3 月 5 日</td></tr>
<tr><th>住 所</th><td colspan="3">上海市嘉定区安亭镇墨玉南路888号</td></tr><tr><th>登记状态</th><td>存续</td><th>登记机关</th><td>嘉定区市场监督管理局</td></tr></table>
<table><tr><td>经营范围</td><td>旧的经营范围</td><td>新的经营范围</td><td>2014年7月9日</td></tr></table></body></html>"""

UK = """<html><head><title>EXAMPLE AUTOMOTIVE TECHNOLOGY LIMITED overview - Find and update company information - GOV.UK</title></head><body>
<p class="heading-xlarge">EXAMPLE AUTOMOTIVE TECHNOLOGY LIMITED</p><p>Company number <strong>01234567</strong></p>
<dl><dt>Registered office address</dt><dd>1 Example Way, Coventry, CV1 1AA</dd></dl>
<dl><dt>Company status</dt><dd>Active — Active proposal to strike off</dd></dl><dl><dt>Company type</dt><dd>Private limited Company</dd></dl>
<dl><dt>Incorporated on</dt><dd>3 March 1999</dd></dl></body></html>"""

TAIWAN = """<html><body><table><tr><td class="txt_td">統一編號</td><td>12345675</td></tr><tr><td class="txt_td">公司名稱</td><td>示例車用電子股份有限公司</td></tr>
<tr><td class="txt_td">登記現況</td><td>核准設立</td></tr><tr><td class="txt_td">資本總額(元)</td><td>5,000,000</td></tr><tr><td class="txt_td">代表人姓名</td><td>王大明</td></tr>
<tr><td class="txt_td">公司所在地</td><td>新竹市東區光復路一段1號</td></tr><tr><td class="txt_td">核准設立日期</td><td>098年03月05日</td></tr></table></body></html>"""

SCRAMBLED = f"""<html><body><h1>{TITLE}</h1><table><tr><td class="l">注册资本</td><td><text class="tyc-num">83699万元人民币</text></td><td class="l">注册日期</td><td><text class="tyc-num">2055-57-72</text></td></tr>
<tr><td class="l">工商注册号</td><td>310114000123456</td><td class="l">统一信用代码</td><td>{CODE}</td></tr><tr><td class="l">经营状态</td><td>在业</td><td class="l">企业类型</td><td>有限责任公司</td></tr></table></body></html>"""

MASKED = f"""<html><body><h1>{TITLE}</h1><table><tr><td>统一社会信用代码</td><td>91310***********0C</td><td>法定代表人</td><td>张*</td></tr>
<tr><td>联系电话</td><td>010-6487****</td><td>注册资本</td><td>登录后可查看</td></tr><tr><td>登记状态</td><td>存续</td><td>成立日期</td><td>****-**-**</td></tr>
<tr><td>企业地址</td><td>上海市嘉定区****</td><td>企业类型</td><td>有限责任公司</td></tr></table></body></html>"""

HITS = f"""<html><body><div class="result-count">为您找到 2 家企业</div>
<div class="item"><a href="/company/111">{TITLE}</a><span>存续</span><div>法定代表人：张建国 注册资本：12500万人民币 成立日期：2011-03-05</div><div>统一社会信用代码：{CODE}</div></div>
<div class="item"><a href="/company/222">{TITLE}武汉分公司</a><span>注销</span><div>负责人：李四 注册资本：- 成立日期：2018-01-01</div><div>统一社会信用代码：{OTHER}</div></div>
</body></html>"""

AIQICHA = (
    '<html><body><script>window.pageData = {"result":{"entName":"'
    + TITLE
    + '","legalPerson":"张建国","openStatus":"开业","entType":"有限责任公司",'
    '"regCapital":"12,500万(元)","startDate":"2011-03-05","regAddr":"上海市嘉定区安亭镇墨玉南路888号","unifiedCode":"'
    + CODE
    + '","scope":"汽车电子"}};window.isSpider = null;</script></body></html>'
)
