// Run inside the engine after echarts.min.js and prepare.js; atlasMeasure is a
// function of the host.
echarts.setPlatformAPI({
	measureText: function (text, font) { return { width: atlasMeasure(text, font || "") }; }
});

function atlasDraw(json, width, height) {
	const option = atlasPrepare(JSON.parse(json));
	option.animation = false;
	// No pointer comes by here, so nothing needs a second look prepared.
	(option.series || []).forEach(function (series) { series.emphasis = { disabled: true }; });
	const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: width, height: height });
	try {
		chart.setOption(option);
		return chart.renderToSVGString({ useViewBox: true });
	} finally {
		chart.dispose();
	}
}
