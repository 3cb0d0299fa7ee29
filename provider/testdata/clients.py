"""The services' own clients, asked of the test server: what it answers must be
what they take. Arguments: the addresses of the OpenAI, Anthropic and DeepL
servers, and the key."""
import json
import sys

import anthropic
import deepl
import openai

openai_url, anthropic_url, deepl_url, key = sys.argv[1:]
material = json.dumps({"sentences": [{"id": "a", "text": "碼頭上停著三艘渡輪。"}]}, ensure_ascii=False)
out = {}

client = openai.OpenAI(base_url=openai_url, api_key=key, max_retries=2)
chat = client.chat.completions.create(
    model="m", temperature=0.2, messages=[{"role": "system", "content": "from x into English\n"}, {"role": "user", "content": material}])
out["openai"] = [chat.choices[0].message.content, chat.choices[0].finish_reason, chat.usage.completion_tokens > 0]
try:
    client.chat.completions.create(model="m", messages=[{"role": "user", "content": "x"}])
except openai.NotFoundError as e:
    out["openai error"] = type(e).__name__

client = anthropic.Anthropic(base_url=anthropic_url, api_key=key, max_retries=2)
message = client.messages.create(model="m", max_tokens=100, system="from x into English\n", messages=[{"role": "user", "content": material}])
out["anthropic"] = [message.content[0].text, message.stop_reason, message.usage.output_tokens > 0]

client = deepl.DeepLClient(key, server_url=deepl_url)
entries = deepl.api_data.MultilingualGlossaryDictionaryEntries("zh", "en", {"渡輪": "ferry"})
made = client.create_multilingual_glossary("duizhao:test", [entries])
names = [g.name for g in client.list_multilingual_glossaries()]
done = client.translate_text(["碼頭上停著三艘渡輪。"], source_lang="ZH", target_lang="EN-US", glossary=made.glossary_id, split_sentences="0")
client.delete_multilingual_glossary(made.glossary_id)
out["deepl"] = [done[0].text, done[0].billed_characters, names, [g.name for g in client.list_multilingual_glossaries()]]

print(json.dumps(out, ensure_ascii=False))
