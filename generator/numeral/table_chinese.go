package numeral

import (
	"strings"
	"sync"

	"atlas/generator/names"
)

// chineseIdioms are words that hold a numeral and count nothing that another
// language must repeat, although their numeral stands before a counter, or is
// longer than one character. (A numeral of one character before no counter, and
// 一 always, are optional without standing here.) Words that hold a numeral are
// here too where a shorter one would be misread in them.
const chineseIdioms = `
一一 一二三 一二三产业 一万年 万一 逐一 统一 唯一 同一 单一 合一 专一 之一 第一 第一线 第一时间
一带一路 一体 一体化 一般 一定 一些 一批 一系列 一样 一起 一致 一直 一旦 一律 一贯 一时 一面 一方面 一流 一级 一次性 一站式 进一步 一分为二
五位一体 四个全面 四个自信 两个一百年 两学一做 三严三实 三个代表 九二共识
三农 三产 三次产业 二三产业 一产 二产 第二产业 第三产业 第三方 二氧化碳 三角 三角洲 三维 二维 二维码 二手 三包 三废 三同时
双一流 双万 双百 两岸 两翼 两会 两化 两型 两手 两难 两侧 两院 八方 四方 四周 四季 四处 四通八达 四面八方 五湖四海 五大洲 五彩 五金 五官 五线谱 七夕 九州 六合
一元 二元 三元 多元
十分 十足 十字 十字路口 十全十美 十里 百分 百强 百货 百科 百姓 百年大计 百年老店 百花齐放 百家争鸣 百花 百业 百废待兴 百折不挠 百科全书
千方百计 千家万户 千秋万代 千年 千年古都 千头万绪 千篇一律 千军万马 千山万水 千万
万众 万众一心 万众创新 万物 万家 万里 万千 万象 万能 万象更新 亿万 成千上万 千百 千百年 千百万 百万雄师 三三两两 三令五申 再三 丢三落四 朝三暮四 不三不四
三百六十行 二十四节气 二十四小时 三级跳 五四 七一 八一 十一黄金周 二八 三八 九一八 一二九 五一
`

// chineseWords finds the idioms in a text.
var chineseWords = sync.OnceValue(func() *names.Finder {
	f, _ := names.New(names.Writing{}, []names.Entry{{Key: "idiom", Forms: strings.Fields(chineseIdioms)}}, nil)
	return f
})

// chineseVague are the characters that make a following 十, 百, 千, 万 or 亿
// no number: 数十, 几百.
const chineseVague = "数几"

// chineseAs are words that stand for a small number and may be left unsaid.
var chineseAs = map[rune]Value{'双': whole(2), '半': ratio(1, 2)}

// chineseBefore are the words right before a number.
var chineseBefore = byLast(comparing(" ", map[Comparator]string{
	Greater:      "超过 超 高于 大于 多于 突破 超出 逾 不止 > ＞",
	GreaterEqual: "至少 不少于 不低于 不小于 最少 不下 不下于 不早于 ≥ ⩾ ≧",
	Less:         "不到 不足 低于 小于 少于 未达 未满 不满 < ＜",
	LessEqual:    "不超过 不高于 不大于 不多于 至多 最多 不超 不突破 不晚于 不迟于 ≤ ⩽ ≦",
	About:        "约 大约 约为 约占 接近 接近于 近 将近 大概",
}))

// chineseFar are those that reach a number through words that end in 的, as in
// 不足全国平均水平的1/3.
var chineseFar = byLast(comparing(" ", map[Comparator]string{
	Greater: "超过 高于", GreaterEqual: "不低于", Less: "低于 不到 不足", LessEqual: "不超过", About: "接近",
}))

// chineseAfter are the words right after a number and its unit.
var chineseAfter = byFirst(comparing(" ", map[Comparator]string{
	GreaterEqual: "以上 及以上 或以上",
	LessEqual:    "以下 以内 之内 及以下 或以下",
	About:        "左右 上下",
	Greater:      "多 余 有余",
}))

// chineseTo are the words and signs between the ends of a range.
var chineseTo = strings.Fields("—— ―― ~ ～ 〜 — – - － ― 至 到")

// chineseBeforeMinus are characters behind which a minus sign is one although no
// space stands there: 为-5.
const chineseBeforeMinus = "为是达至到于从由约近和与及或值率比在"

// chineseNoMinus are the beginnings of words that end in 负 and no minus.
var chineseNoMinus = strings.Fields("正 担 肩 减 抱 自 欠 背 承 胜 辜 重 负 双 身 债")

// chineseNotTenths are the characters behind 成 with which it is another word than
// a tenth: 五成员, 2035成为.
const chineseNotTenths = "员立功本果都为长效熟品绩就交分套片群语不千"

// chineseGrown are the words before a multiple by which something grew.
var chineseGrown = strings.Fields("增长 增加 增 提高 提升 扩大 上升 上涨 高出 多出 超出 翻")

// counters are the words that stand between a Chinese numeral and what it
// counts. A numeral of one character counts for certain only before one of
// them or before a measure.
const counters = "个 位 名 户 口 家 所 座 处 栋 幢 间 条 项 种 类 级 等 代 次 期 届 轮 批 步 组 支 只 台 辆 架 艘 列 " +
	"套 份 件 部 本 册 卷 张 幅 篇 章 节 款 版 段 片 块 层 排 栏 圈 环 轴 带 廊 屏 核 极 翼 纵 横 线 区 群 省 市 州 县 旗 镇 乡 村 国 " +
	"大 分 度 月 日 周 季 岁 里 环节 节点 方面 领域 阶段 层次 世纪 年代 级别"
