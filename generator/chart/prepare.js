// atlasPrepare gives an option that came as JSON what JSON cannot carry: the
// functions that write labels. A formatter of a label or tooltip is taken as the
// very text to show ("{c}" stays "{c}"), and the numbers of a scale are looked up in the
// texts the option brings along in its member "atlas".
function atlasPrepare(option) {
	const literal = function (text) { return function () { return text; }; };
	(option.series || []).forEach(function (series) {
		(series.data || []).concat(series.links || []).forEach(function (item) {
			[item && item.label, item && item.tooltip].forEach(function (part) {
				if (part && typeof part.formatter === "string") {
					part.formatter = literal(part.formatter);
				}
			});
		});
	});
	if (option.tooltip) {
		option.tooltip.renderMode = "richText"; // drawn, not written as HTML with inline styles
	}
	const atlas = option.atlas || {};
	delete option.atlas;
	const ticks = atlas.ticks || [];
	const written = function (value) {
		for (let i = 0; i < ticks.length; i++) {
			if (Math.abs(ticks[i].value - value) <= 1e-9 * Math.max(1, Math.abs(value))) {
				return ticks[i].text;
			}
		}
		return String(value);
	};
	[].concat(option.xAxis || [], option.yAxis || []).forEach(function (axis) {
		axis.axisLabel = axis.axisLabel || {};
		if (axis.axisLabel.lineHeight) {
			axis.axisLabel.lineHeight = Number(axis.axisLabel.lineHeight); // go-echarts has it as a string
		}
		if (axis.type === "value") {
			axis.axisLabel.formatter = written;
		} else {
			axis.axisLabel.interval = 0; // every category, however many
		}
	});
	return option;
}
