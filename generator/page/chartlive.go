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
	for _, width := range []int{chartWide, chartNarrow} {
		def := w.def(width)
		height := def.NaturalHeight(width)
		option, err := chart.Option(def, chart.Frame{Width: width, Height: height})
		if err != nil {
			return nil, err
		}
		sizes = append(sizes, liveChart{width, height, option})
	}
	data, err := json.Marshal(sizes)
	if err != nil {
		return nil, err
	}
	id, err := json.Marshal(c.ID + "-" + f.Lang)
	if err != nil {
		return nil, err
	}
	return []byte("atlasChart(" + string(id) + "," + string(data) + ");\n"), nil
}
