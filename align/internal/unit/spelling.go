package unit

import "strings"

// Dictionaries gloss in one spelling and translators write in two: words are
// folded to the American one, in the dictionary and in texts alike.

// ourWords end in -or in America, with whatever ending stands behind.
var ourWords = strings.Fields(`arbour ardour armour behaviour candour clamour clangour colour demeanour enamour endeavour favour
fervour flavour glamour harbour honour humour labour misdemeanour neighbour odour parlour rancour rigour rumour saviour savour
splendour succour tumour valour vapour vigour dishonour discolour`)

// spellings are whole words, or stems of words in -re and the like.
var spellings = spellingMap(`centre:center theatre:theater metre:meter litre:liter fibre:fiber calibre:caliber sombre:somber
lustre:luster spectre:specter sceptre:scepter meagre:meager sabre:saber kilometre:kilometer centimetre:centimeter millimetre:millimeter
centred:centered centring:centering ochre:ocher manoeuvre:maneuver grey:gray greyish:grayish plough:plow ploughed:plowed ploughing:plowing
tyre:tire cheque:check programme:program mould:mold mouldy:moldy moulder:molder smoulder:smolder smouldering:smoldering
smouldered:smoldered moustache:mustache pyjamas:pajamas storey:story storeys:stories kerb:curb gaol:jail draught:draft defence:defense
offence:offense licence:license pretence:pretense practise:practice practised:practiced practising:practicing aeroplane:airplane
aluminium:aluminum sceptic:skeptic sceptical:skeptical scepticism:skepticism encyclopaedia:encyclopedia mediaeval:medieval
anaesthetic:anesthetic judgement:judgment cosy:cozy whisky:whiskey analyse:analyze analysed:analyzed analysing:analyzing
paralyse:paralyze paralysed:paralyzed catalogue:catalog enquire:inquire enquired:inquired enquiring:inquiring enquiry:inquiry
tonne:ton artefact:artifact mum:mom towards:toward afterwards:afterward backwards:backward forwards:forward upwards:upward
downwards:downward inwards:inward outwards:outward amongst:among whilst:while skilful:skillful skilfully:skillfully wilful:willful
wilfully:willfully fulfil:fulfill fulfilment:fulfillment enrol:enroll instalment:installment jewellery:jewelry jeweller:jeweler
woollen:woolen marvellous:marvelous marvellously:marvelously counsellor:counselor traveller:traveler councillor:councilor
chilli:chili doughnut:donut omelette:omelet sulphur:sulfur pedlar:peddler axe:ax carat:karat furore:furor speciality:specialty
orientated:oriented disorientated:disoriented acknowledgement:acknowledgment ageing:aging likeable:likable sizeable:sizable
yoghurt:yogurt`)

func spellingMap(list string) map[string]string {
	m := map[string]string{}
	for _, e := range strings.Fields(list) {
		from, to, _ := strings.Cut(e, ":")
		m[from] = to
		if strings.HasSuffix(from, "e") || strings.HasSuffix(from, "r") || strings.HasSuffix(from, "h") {
			if _, ok := m[from+"s"]; !ok {
				m[from+"s"] = to + "s"
			}
		}
	}
	return m
}

// keepIs are words in -ise, without the e, that no American writes with a z.
var keepIs = set(`advertis advis appris chastis compris compromis circumcis concis demis despis devis disguis enterpris
excis exercis expertis franchis improvis incis merchandis otherwis paradis precis premis promis rais revis surmis surpris
supervis televis treatis prais apprais tortois porpois likewis nois pois bruis cruis malais`)

// american folds a word in lower case to American spelling.
func american(w string) string {
	if s, ok := spellings[w]; ok {
		return s
	}
	if at := strings.Index(w, "our"); at >= 2 {
		for _, o := range ourWords {
			if strings.HasPrefix(w, o) {
				return o[:len(o)-2] + "r" + w[len(o):]
			}
		}
	}
	return izes(w)
}

// izes folds a word in -ise or -isation.
func izes(w string) string {
	for _, end := range []string{"e", "ed", "es", "ing", "er", "ers", "ation", "ations"} {
		if base := strings.TrimSuffix(w, end); len(base) >= 5 && len(base) < len(w) && strings.HasSuffix(base, "is") && !keepIs[base] {
			return base[:len(base)-1] + "z" + end
		}
	}
	return w
}
