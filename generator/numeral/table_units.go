package numeral

// measure is a unit of which both languages have a name. Two measures of one
// dimension are compared in its base: 1 Gbit/s is 1000 Mbit/s.
type measure struct {
	name      string // canonical
	dimension string
	factor    string // to the base of the dimension, a decimal or a ratio
	chinese   string // names, separated by spaces
	english   string // names, separated by "|", singular and plural
}

var measures = []measure{
	{"%", "ratio", "1/100", "% ％", "%|％|percent|per cent|pct"},
	{"‰", "ratio", "1/1000", "‰", "‰|per mill|per mille"},
	{"pp", "point", "1", "个百分点 百分点", "percentage point|percentage points|pp"},
	{"times", "times", "1", "倍", "times|fold"},

	{"person", "person", "1", "人", "person|persons|people|inhabitant|inhabitants|resident|residents"},
	{"year", "span", "1", "年", "year|years"},
	{"month", "month", "1", "个月", "month|months"},
	{"day", "day", "1", "天", "day|days"},
	{"hour", "time", "3600", "小时 个小时", "hour|hours|h"},
	{"minute", "time", "60", "分钟", "minute|minutes|min"},
	{"second", "time", "1", "秒", "second|seconds"},

	{"mm", "length", "1/1000", "毫米 mm", "mm|millimeter|millimeters|millimetre|millimetres"},
	{"cm", "length", "1/100", "厘米 cm", "cm|centimeter|centimeters|centimetre|centimetres"},
	{"m", "length", "1", "米 m", "m|meter|meters|metre|metres"},
	{"km", "length", "1000", "公里 千米 km", "km|kilometer|kilometers|kilometre|kilometres"},
	{"n mile", "length", "1852", "海里", "nautical mile|nautical miles"},
	{"m2", "area", "1", "平方米 ㎡ m² m2", "square meter|square meters|square metre|square metres|sq m|m²|m2|㎡"},
	{"mu", "area", "2000/3", "亩", "mu"},
	{"ha", "area", "10000", "公顷 ha", "ha|hectare|hectares"},
	{"km2", "area", "1000000", "平方公里 平方千米 km² km2 ㎢",
		"square kilometer|square kilometers|square kilometre|square kilometres|sq km|km²|km2|㎢"},
	{"L", "volume", "1/1000", "升", "liter|liters|litre|litres|L"},
	{"m3", "volume", "1", "立方米 m³ m3", "cubic meter|cubic meters|cubic metre|cubic metres|m³|m3"},
	{"m3/s", "flow", "1", "立方米/秒 立方米每秒", "cubic meters per second|cubic metres per second|m³/s|m3/s"},

	{"g", "mass", "1/1000", "克", "gram|grams|g"},
	{"kg", "mass", "1", "千克 公斤 kg", "kg|kilogram|kilograms"},
	{"t", "mass", "1000", "吨", "t|ton|tons|tonne|tonnes|metric ton|metric tons"},
	{"tce", "coal", "1", "吨标准煤 吨标煤", "tce|tons of standard coal|tonnes of standard coal|tons of standard coal equivalent"},
	{"TEU", "box", "1", "标准箱 标箱 TEU", "TEU|TEUs|standard container|standard containers"},

	{"kW", "power", "1000", "千瓦 kW", "kW|kilowatt|kilowatts"},
	{"MW", "power", "1000000", "兆瓦 MW", "MW|megawatt|megawatts"},
	{"GW", "power", "1000000000", "吉瓦 GW", "GW|gigawatt|gigawatts"},
	{"kWh", "energy", "1", "千瓦时 千瓦·时 kWh", "kWh|kilowatt-hour|kilowatt-hours|kilowatt hour|kilowatt hours"},
	{"kV", "voltage", "1", "千伏 kV", "kV|kilovolt|kilovolts"},
	{"°C", "temperature", "1", "℃ 摄氏度 °C", "°C|℃|degrees Celsius"},
	{"km/h", "speed", "1", "公里/小时 千米/小时 公里每小时 km/h", "km/h|kilometers per hour|kilometres per hour"},

	{"kbit/s", "rate", "1", "千比特/秒 Kbps kbps", "kbit/s|kbps|Kbps|kilobits per second"},
	{"Mbit/s", "rate", "1000", "兆比特/秒 兆比特每秒 Mbps Mbit/s", "Mbit/s|Mbps|Mb/s|megabits per second|megabit per second"},
	{"Gbit/s", "rate", "1000000", "吉比特/秒 千兆比特/秒 千兆比特每秒 Gbps Gbit/s", "Gbit/s|Gbps|Gb/s|gigabits per second|gigabit per second"},

	{"CNY", "CNY", "1", "元人民币 元", "yuan|CNY|RMB|renminbi"},
	{"USD", "USD", "1", "美元", "US dollar|US dollars|dollar|dollars|USD"},
	{"EUR", "EUR", "1", "欧元", "euro|euros|EUR"},
	{"HKD", "HKD", "1", "港元 港币", "Hong Kong dollar|Hong Kong dollars|HKD"},
	{"JPY", "JPY", "1", "日元", "yen|Japanese yen|JPY"},
}

// counters are the words that stand between a Chinese numeral and what it
// counts. A numeral of one character counts for certain only before one of
// them or before a measure.
const counters = "个 位 名 户 口 家 所 座 处 栋 幢 间 条 项 种 类 级 等 代 次 期 届 轮 批 步 组 支 只 台 辆 架 艘 列 " +
	"套 份 件 部 本 册 卷 张 幅 篇 章 节 款 版 段 片 块 层 排 栏 圈 环 轴 带 廊 屏 核 极 翼 纵 横 线 区 群 省 市 州 县 旗 镇 乡 村 国 " +
	"大 分 度 月 日 周 季 岁 里 环节 节点 方面 领域 阶段 层次 世纪 年代 级别"
