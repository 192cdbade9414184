package page

import (
	"encoding/json"

	"atlas/generator/atlas"
	"atlas/generator/chart"
)

// liveChart is a chart at one width, for ECharts in the browser.
type liveChart struct {
	Width  int             `json:"width"`
	Height int             `json:"height"`
	Option json.RawMessage `json:"option"`
}

// chartLive hands a chart's options, wide and narrow, to the script that brings
// charts to life. It is a script because a page opened from disk can read no
// other file; it does nothing but call atlasChart with data.
func (e *Env) chartLive(lang int, c *atlas.Chart) ([]byte, error) {
	f := e.newFrame(lang, "data/index.html", "", "", "")
	w, err := e.chartWords(&f, c)
	if err != nil || len(w.grid.Rows) == 0 {
		return nil, err
	}
	var sizes []liveChart
	var texts []byte
	for _, width := range []int{chartWide, chartNarrow} {
		def := w.def(width)
		height := def.NaturalHeight(width)
		option, err := chart.Option(def, chart.Frame{Width: width, Height: height})
		if err != nil {
			return nil, w.failed(err)
		}
		texts = append(texts, option...)
		sizes = append(sizes, liveChart{width, height, option})
	}
	var out []byte
	for _, argument := range []any{c.ID + "-" + f.Lang, sizes, chart.RuneWidths(string(texts))} {
		data, err := json.Marshal(argument)
		if err != nil {
			return nil, err
		}
		out = append(append(out, ','), data...)
	}
	return []byte("atlasChart(" + string(out[1:]) + ");\n"), nil
}
