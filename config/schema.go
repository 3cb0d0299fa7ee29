package config

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
)

// Schema is the JSON Schema (draft 2020-12) of the file, for editors. It is
// made from the same types that the file is read into.
func Schema() []byte {
	s := object(reflect.TypeFor[Config]())
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["$id"] = "https://github.com/duizhao/duizhao/blob/main/docs/duizhao.schema.json"
	s["title"] = "duizhao.yaml"
	data, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		panic(err) // maps of strings always marshal
	}
	return append(data, '\n')
}

func object(t reflect.Type) map[string]any {
	properties := map[string]any{}
	var required []string
	for _, name := range fieldNames(t) {
		field, _ := fieldByKey(t, name)
		p := schemaOf(field.Type)
		p["description"] = field.Tag.Get("doc")
		if list := field.Tag.Get("enum"); list != "" {
			if field.Type.Kind() == reflect.Slice {
				p = schemaOfList(map[string]any{"enum": strings.Split(list, ",")})
				p["description"] = field.Tag.Get("doc")
			} else {
				p["enum"] = strings.Split(list, ",")
			}
		}
		if word := field.Tag.Get("default"); word != "" {
			p["default"] = defaultOf(field)
		}
		if least, err := strconv.ParseFloat(field.Tag.Get("min"), 64); err == nil {
			p["minimum"] = least
		}
		properties[name] = p
		if field.Tag.Get("required") != "" {
			required = append(required, name)
		}
	}
	out := map[string]any{"type": "object", "additionalProperties": false, "properties": properties}
	if required != nil {
		out["required"] = required
	}
	return out
}

// schemaOfList allows a list, and one item in its place.
func schemaOfList(items map[string]any) map[string]any {
	return map[string]any{"anyOf": []any{map[string]any{"type": "array", "items": items}, items}}
}

func schemaOf(t reflect.Type) map[string]any {
	switch t {
	case reflect.TypeFor[Level]():
		return map[string]any{"enum": levels}
	case reflect.TypeFor[Address]():
		return map[string]any{"type": "string", "format": "uri", "pattern": "^https?://"}
	case reflect.TypeFor[EnvName]():
		return map[string]any{"type": "string", "pattern": envName.String()}
	case reflect.TypeFor[Day]():
		return map[string]any{"type": "string", "format": "date"}
	}
	switch t.Kind() {
	case reflect.Struct:
		return object(t)
	case reflect.Slice:
		return schemaOfList(schemaOf(t.Elem()))
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": schemaOf(t.Elem())}
	case reflect.Int:
		return map[string]any{"type": "integer"}
	case reflect.Float64:
		return map[string]any{"type": "number"}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	}
	return map[string]any{"type": "string"}
}
