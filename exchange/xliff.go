package exchange

import "github.com/duizhao/duizhao/fault"

func readXLIFF(path string, data []byte) (*File, error) {
	return nil, fault.New("exchange.unknown-format", path, "Formats", formatNames())
}
