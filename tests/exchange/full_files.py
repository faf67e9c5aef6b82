"""For every format that is taken, small files with all that the format has; some of it goes wrong.

Each case is a folder of files by name. Texts and places are chosen so that one can count by hand.
"""

import json
from typing import Any

from tests.foreign_files import TEXT, USERS_AND_CODES, at, guid, lines, refi, selection, utf16

TRADE, TAXES = "We should trade.", "Ze\u0301ro taxes!"
Files = dict[str, str | bytes]


def _span(words: str, label: str, *names: str, units: bool = False) -> dict[str, Any]:
    """A labelled stretch by the names that a format has for start, end and label."""
    start, end = at(words)
    if units:
        start, end = utf16(TEXT, start), utf16(TEXT, end)
    return dict(zip(names or ("start", "end", "label"), (start, end, label), strict=True))


def _argilla() -> Files:
    spans = [
        {**_span(TRADE, "Trade"), "text": TRADE},
        {**_span(TAXES, "Tax"), "text": TAXES},
        {"start": 900, "end": 990, "label": "Trade", "text": "gone"},
        {"start": 0, "label": "Trade"},
    ]
    nested = {
        "id": "r1",
        "external_id": "own-1",
        "fields": {"title": "A talk", "text": TEXT},
        "metadata": {"page": 3, "speaker": "Anna"},
        "suggestions": {"stance": {"value": "for"}, "topic": {"value": ["Trade", "Tax"]}},
        "responses": {
            "stance": [
                {"value": "for", "user_id": "ana", "status": "submitted"},
                {"value": "against"},
                {"value": "for", "user_id": "dan", "status": "draft"},
            ],
            "topic": [
                {"value": ["Trade", "Tax"], "user_id": "eve", "status": "discarded"},
                {"value": [{"value": "Trade", "rank": 1}], "user_id": "ana"},
            ],
            "marks": [
                {"value": spans, "user_id": "ana"},
                {"value": spans[:2], "user_id": "eve", "status": "discarded"},
            ],
        },
    }
    flat = {
        "id": "r2",
        "status": "completed",
        "claim": "Short.",
        "remark": "longer than the claim",
        "stance.responses": ["for", "against", "for"],
        "stance.responses.users": ["ana", "ben"],
        "stance.responses.status": ["submitted", "draft"],
        "stance.suggestion": "for",
        "topic.responses": "Trade",
    }
    feedback = {
        "inputs": {"first": "a", "second": "the longest of them"},
        "suggestions": [{"question_name": "q", "value": {"value": "for"}}],
        "responses": [
            {"user_id": "ana", "status": "submitted", "values": {"stance": {"value": "for"}}},
            {"status": "discarded", "values": {"stance": {"value": "for"}, "topic": "Trade"}},
        ],
    }
    tokens = {
        "text": TEXT,
        "annotation": [["Trade", *at(TRADE)], ["Tax", *at(TAXES)]],
        "annotation_agent": "ana",
        "prediction": [["Trade", 0, 3, 0.5], None],
        "prediction_agent": "model",
        "event_timestamp": "2023",
    }
    whole = {"text": "a", "annotation": ["for", "against"], "responses": [], "fields": {}}
    return {"set.jsonl": lines(nested, flat, feedback, tokens, whole)}


def _brat() -> Files:
    trade, taxes = at(TRADE), at(TAXES)
    ana = [
        f"T1\tTrade {trade[0]} {trade[1]}\t{TRADE}",
        f"T2\tTax {taxes[0]} {taxes[1]}\t{TAXES}",
        f"T3\tPieces {trade[0]} {trade[0] + 2};{trade[1] - 6} {trade[1]}\tWe trade.",
        "T4\tBeyond 900 990\tnot there",
        "E1\tAct:T3 By:T1 At:T2",
        "A1\tStance T1 for",
        "M2\tSure T2",
        "A3\tTone E1 calm",
        "A4\tTone R1 odd",
        "R1\tSame Arg1:T1 Arg2:T2",
        "*\tEquiv T1 T2",
        "N1\tReference T1 Wiki:1\tTrade",
        "#1\tAnnotatorNotes T1\twhy",
        "#2\tAnnotatorNotes T1\tbecause",
        "#3\tAnnotatorNotes E1\tof the event",
        "#4\tAnnotatorNotes R1\tof the relation",
        "",
        "Q1\tno line of brat",
    ]
    return {
        "ana/talk.ann": "\n".join(ana) + "\n",
        "ben/talk.ANN": "T1\tTrade 2 18\t" + TRADE + "\n",
        "text/talk.txt": TEXT,
        "text/alone.ann": "T1\tTrade 4 9\tno text\nT2\tTax 3 4;6 8\tnone\n",
        "annotation.conf": "[entities]\nTrade\n",
    }


def _doccano() -> Files:
    spans = [[*at(TRADE), "Trade"], [*at(TAXES), "Tax"], [900, 990, "Trade"], ["x", 1, "Trade"]]
    ana = lines(
        {
            "id": 7,
            "text": TEXT,
            "label": [*spans, "whole", {"odd": 1}],
            "meta": {"speaker": "Anna"},
            "metadata": {"page": 2},
            "Comments": ["a", "b"],
            "comments": "c",
            "relations": [{"id": 1}],
            "title": "A talk",
            "rank": 2.0,
        },
        {
            "text": TEXT,
            "label": [_span(TRADE, "Trade", "start_offset", "end_offset", "label")],
            "user": "eve",
        },
        {"id": 8, "text": "Nothing.", "label": []},
    )
    return {
        "ana.jsonl": ana,
        "ben.jsonl": lines({"sentence": "a b", "labels": ["for"], "tags": ["Trade", "Tax"]}),
        "one.jsonl": lines({"words": "a b", "marks": [[0, 1, "Trade"]], "note": 5}),
        "zoe.jsonl": lines({"other": "x", "content": "a b", "cats": "for", "annotator": "dan"}),
    }


def _prodigy() -> Files:
    span = {**_span(TRADE, "Trade"), "text": TRADE}
    gone = {"start": 900, "end": 990, "label": "Tax", "text": "gone"}
    options = [{"id": 1, "text": "for"}, {"id": "x"}]
    return {
        "set.jsonl": lines(
            {"text": "a", "label": "Fair", "answer": "accept", "_session_id": "set-ana",
             "_input_hash": 1, "meta": {"speaker": "Anna"}, "title": "A talk", "spans": []},
            {"text": "a", "label": "Fair", "answer": "reject", "_annotator_id": "set-ben"},
            {"text": "b", "label": "Fair", "answer": "ignore", "annotator": "eve"},
            {"text": "c", "label": "Fair", "options": options, "accept": [1, "x"],
             "_session_id": "-"},
            {"text": "c", "options": options, "accept": [1, "x"], "answer": "reject",
             "spans": [span]},
            {"text": TEXT, "label": "Fair", "relations": [1, 2], "title": "A talk",
             "spans": [span, gone, {"start": 0, "end": 1}, {"label": "Tax"}]},
            {"html": {"text": TEXT}, "spans": [{**_span(TAXES, "Tax")}], "accept": [3]},
            {"html": "<b>bold</b>", "answer": None},
        )
    }  # fmt: skip


def _potato() -> Files:
    state = {
        "user_id": "ana",
        "instance_id_ordering": ["r2", "r1"],
        "instance_id_to_label_to_value": {
            "r1": [
                [{"schema": "topic", "name": "Trade"}, "true"],
                [{"schema": "topic", "name": "Tax"}, "Tax"],
                [{"schema": "stance", "name": "against"}, False],
                [{"schema": "stance", "name": "scale"}, 2],
                [{"schema": "why", "name": "text_box"}, ""],
                [{"schema": "lonely", "name": "label"}],
            ],
            "r9": [[{"schema": "topic", "name": "Trade"}, True]],
        },
        "instance_id_to_span_to_value": {
            "r2": [
                [{**_span(TRADE, "Trade"), "schema": "hl", "name": "Trade", "title": TRADE}, 1],
                [{"start": 900, "end": 990, "annotation": "Tax", "text": "gone"}, 1],
                [{"start": 0, "label": "Tax"}, 1],
            ]
        },
        "instance_id_to_link_to_value": {"r1": [1, 2], "r2": {"a": 1}},
        "instance_id_to_event_to_value": {"r1": "one"},
    }
    nobody = {"instance_id_to_label_to_value": {"r3": [[{"schema": "topic", "name": "Tax"}, 1]]}}
    line = {
        "user": "eve", "instance_id": "r1", "label_annotations": {"topic": {"Tax": "true"}},
        "span_annotations": [{**_span(TAXES, "Tax"), "span": TAXES, "schema": "hl"}],
        "displayed_text": TEXT,
    }  # fmt: skip
    lone = {"id": "r9", "label_annotations": {"topic": {"Tax": "Tax"}, "why": {"box": "for"}}}
    return {
        "ana/state.json": json.dumps(state),
        "ben_user_state.json": json.dumps(nobody),
        "data.csv": "id,text,speaker\nr1,Yes.,Anna\n,no id,\nr3,Third.,\n",
        "more.jsonl": lines({"id": "r2", "text": TEXT, "title": "A talk", "page": 3}),
        "eve/lines.jsonl": lines(line, lone),
    }


def _labelstudio() -> Files:
    def result(kind: str, name: str, number: str, value: Any, **more: Any) -> dict[str, Any]:
        return {"type": kind, "from_name": name, "to_name": "t", "id": number, "value": value,
                **more}  # fmt: skip

    trade = {**_span(TRADE, "", units=True), "text": TRADE}
    del trade["label"]
    taxes = dict(zip(("start", "end"), at(TAXES), strict=True)) | {"text": TAXES}
    paragraph = {"start": "0", "end": "0", "globalOffsets": {"start": 2, "end": 4}, "text": "We"}
    first = [
        result("labels", "topic", "r1", {**trade, "labels": ["Trade"]}),
        result("choices", "stance", "r1", {**trade, "choices": ["for", {"odd": 1}]}),
        result("labels", "topic", "r2", {**taxes, "labels": ["Tax"]}),
        result("paragraphlabels", "topic", "r3", {**paragraph, "paragraphlabels": ["Trade"]}),
        result("labels", "topic", "r4", {"start": 900, "end": 990, "labels": ["Tax", "Trade"]}),
        result("choices", "stance", "r5", {"choices": ["against"]}),
        result("taxonomy", "topic", "r6", {"taxonomy": [["Trade", "Fair"], ["Tax"]]}),
        result("pairwise", "side", "r7", {"selected": "left"}),
        result("rating", "", "r8", {"rating": 4}),
        result("choices", "topic_2", "r9", {"choices": ["Tax"]}),
        result("choices", "stance_2", "r10", {"choices": ["for"]}),
        result("choices", "confidence_2", "r11", {"choices": ["2"]}),
        result("choices", "confidence", "r12", {"choices": ["9"]}),
        result("textarea", "note", "r13", {"text": ["why", "because"]}),
        result("textarea", "Comments", "r14", {"text": "and so"}),
        result("rectanglelabels", "box", "r15", {"x": 1, "rectanglelabels": ["Car", "Bus"]}),
        result("labels", "sound", "r16", {"start": 1, "end": 2, "channel": 0, "labels": []}),
        result("video", "", "r17", {"other": 1}),
        {"type": "relation", "from_id": "r1", "to_id": "r2"},
    ]
    task = {
        "id": 7,
        "data": {"text": TEXT, "speaker": "Anna", "title": "A talk", "number": 2.0},
        "meta": {"page": 3},
        "comment_count": 2,
        "annotations": [
            {"completed_by": {"id": 1, "first_name": "Ana", "last_name": "B."}, "result": first,
             "reviews": [1, 2, 3]},
            {"completed_by": {"id": 2, "email": "ben@x.org"}, "result": [
                result("textarea", "note", "n1", {"text": ["alone"]})]},
            {"completed_by": {"id": 3}, "was_cancelled": True, "result": first[:2]},
            {"completed_by": 4, "result": []},
            {"result": [result("choices", "stance", "r1", {"choices": ["for"]})]},
        ],
        "predictions": [{"result": first[:3]}],
        "drafts": [{}, {}],
    }  # fmt: skip
    ours = {
        "data": {"claim": "We trade.", "claim_id": "c1", "expert": "Anna", "source_id": "s1",
                 "source_title": "Talk", "said_on": "2020-01-02", "question": "Why?",
                 "key_phrase": "trade"},
        "meta": {"stance_scale": [["con", -1, "c", "no"], ["pro", 1], ["?", None]],
                 "stance_topics": [["Trade", "Trade is good."], ["Tax"], [""]]},
        "completions": {"completed_by": "eve@x.org", "result": [
            result("choices", "topic", "a", {"choices": ["Trade"]}),
            result("choices", "stance", "b", {"choices": ["pro"]})]},
    }  # fmt: skip
    bare = {"id": 9, "data": {"image": "a/b.png much longer than the words", "x": "the words",
                              "y": "word"}, "annotations": None}  # fmt: skip
    return {"tasks.json": json.dumps([task, "no task", ours, bare])}


def _labelstudio_min() -> Files:
    one = {
        "id": 1, "claim": "We trade.", "annotator": "ana@x.org", "annotation_id": 9,
        "lead_time": 1.5, "created_at": "x", "updated_at": "y", "expert": "Anna", "mood": "glum",
        "topic": {"choices": ["Trade", "Tax"]}, "stance": "for", "topic_2": "Tax",
        "stance_2": 2, "confidence_2": "3", "note": "why", "rating": 4, "colour": ["red"],
        "spans": [{"start": 0, "end": 2, "text": "We", "labels": ["Word"]},
                  {"start": 3, "end": 8, "text": "trade", "hypertextlabels": ["Word"]},
                  {"start": 3, "end": 8}], "none": [],
    }  # fmt: skip
    many = {"id": 2, "text": "x", "annotation_id": 1, "lead_time": 1} | {
        f"column {number}": "data" for number in range(14)
    }
    return {"min.json": json.dumps([one, many])}


def _claimreview() -> Files:
    def review(**more: Any) -> dict[str, Any]:
        return {"@type": "ClaimReview", "claimReviewed": "Taxes rise.", **more}

    long = "T" * 81
    held = {
        "@context": "https://schema.org",
        "@graph": [
            review(
                name="Do taxes rise?", author={"name": "Checkers"}, reviewBody="They fell.",
                reviewRating={"alternateName": "False", "ratingValue": 1},
                itemReviewed={"text": "Taxes rise every year.", "identifier": "c-1",
                              "datePublished": "2020-05-06T10:00:00Z", "author": [{"name": "Anna"}],
                              "appearance": [{"url": "https://x.org/a", "name": "Talk"}],
                              "firstAppearance": {"url": "https://x.org/b"}}),
            review(author="Lone", reviewRating={"ratingValue": 3},
                   itemReviewed={"firstAppearance": {"url": "https://x.org/b"},
                                 "datePublished": "2020-05", "author": "Ben"}),
            {"@type": ["Thing", "ClaimReview"], "claimReviewed": long,
             "itemReviewed": [{"appearance": {"name": "Leaflet"}, "datePublished": "yesterday"}]},
            {"@type": "WebPage", "name": "no review"},
        ],
    }  # fmt: skip
    items = {"itemListElement": [{"item": review(claimReviewed=long[:80])}, {"@type": "Other"}]}
    return {"all.json": json.dumps([held, items])}


_TSV = """#FORMAT=WebAnno TSV 3.3
#T_SP=webanno.custom.Claim|stance|topic|expert|note|confidence|claim_id
#T_RL=webanno.custom.Rel|kind|BT_webanno.custom.Claim
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue
#T_SP=webanno.custom.Bare

#Text=\U0001f4a9 We trade .
1-1\t0-2\t\U0001f4a9\t_\t_\t_\t_\t_\t_\t_\t_\t_\tX\t*
1-2\t3-5\tWe\tfor[1]|*[2]\tTrade[1]|Tax\\_x[2]\tAnna[1]|*[2]\twhy[1]|*[2]\t2[1]|*[2]\tn-1[1]|*[2]\t_\t_\t_\tX\t_
1-3\t6-11\ttrade\tfor[1]|*[2]\tTrade[1]|Tax\\_x[2]\tAnna[1]|*[2]\twhy[1]|*[2]\t2[1]|*[2]\tn-1[1]|*[2]\tsame\t1-2[1_0]\t_\t_\t_
1-4\t12-13\t.\tagainst\t*\t*\t*\t9\t*\t_\t_\t_\t_\t_

#Text=Go
#Text=on .
2-1\t16-18\tGo\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_
2-1.1\t16-17\tG\t*\tTrade\\|s\t*\ta\\tb\t*\t*\t_\t_\t_\t_\t*[7]
2-2\t19-21\ton\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t*[7]
"""


def _webanno() -> Files:
    return {
        "ana.tsv": _TSV,
        "talk/CURATION_USER.tsv": _TSV.replace("against\t*\t*\t*\t9", "for\t*\t*\t*\t3")
        .replace("16-18", "15-17")
        .replace("#Text=on .", "#Text=else")
        + "\n#Text=The end\n",
    }


_XMI = """<?xml version="1.0"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI"
 xmlns:cas="http:///uima/cas.ecore" xmlns:custom="http:///webanno/custom.ecore"
 xmlns:seg="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore" xmi:version="2.0">
<seg:Token xmi:id="3" sofa="2" begin="0" end="2"/>
<custom:Claim xmi:id="9" sofa="2" begin="3" end="11" topic="Trade" stance="for" speaker="Anna"
 question="Why?" said_on="2020" confidence="3" comment="well"/>
<custom:Claim xmi:id="10" sofa="2" begin="3" end="5" topic="" claim="We, they say" claim_id="n-2"/>
<custom:Claim xmi:id="11" sofa="2" begin="90" end="99" topic="Tax" confidence="4"/>
<custom:Claim xmi:id="12" sofa="2" begin="3" end="5" note="only a note"/>
<custom:Rel xmi:id="8" sofa="2" begin="3" end="11" Governor="9" Dependent="9"/>
<custom:Meta xmi:id="13" name="x"/>
<cas:NULL xmi:id="0"/>
<cas:Sofa xmi:id="2" sofaNum="1" sofaID="_InitialView" sofaString="\U0001f4a9 We trade ."/>
<cas:Sofa xmi:id="4" sofaNum="2" sofaID="other" sofaString="Another."/>
</xmi:XMI>"""


def _uima_json() -> Files:
    cas = {
        "%TYPES": {},
        "%FEATURE_STRUCTURES": [
            {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": "\U0001f4a9 We trade ."},
            {"%ID": 5, "%TYPE": "uima.cas.Sofa", "sofaString": "Another."},
            {"%ID": 2, "%TYPE": "webanno.custom.Claim", "@sofa": 1, "begin": 3, "end": 11,
             "topic": "Trade", "stance": None, "expert": "Anna", "^ref": 9, "weight": 2.0},
            {"%ID": 3, "%TYPE": "webanno.custom.Rel", "begin": 3, "end": 4, "dependent": 2},
            {"%ID": 4, "%TYPE": "webanno.custom.Meta", "name": "x"},
            {"%ID": 6, "%TYPE": "a.segmentation.Token", "begin": 0, "end": 2},
            {"%ID": 7, "%TYPE": "uima.tcas.DocumentAnnotation", "begin": 0, "end": 13},
        ],
    }  # fmt: skip
    return {"ana.json": json.dumps(cas)}


def _web() -> Files:
    def body(value: str, purpose: object = "tagging", **more: Any) -> dict[str, Any]:
        return {"type": "TextualBody", "purpose": purpose, "value": value, **more}

    quote = [
        {"type": "TextQuoteSelector", "exact": "We trade"},
        {"type": "TextPositionSelector", "start": 3, "end": 11},
        {"type": "RangeSelector"},
        {"type": "SvgSelector"},
        {"value": "typeless"},
    ]
    full = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:stance:c%201/ana/1",
        "creator": {"name": "ana"},
        "confidence": 2,
        "said_on": "2020-01-02",
        "question": "Why?",
        "group": "g",
        "body": [
            body("topic: Trade"), body(" stance : for ", ["classifying"]), body("Tax"),
            body("expert: Anna"), body("speaker: Ben"), body("https://x.org"),
            body("why", "commenting"), body("", label="labelled"), body(""), "https://y.org",
            {"type": "Choice", "items": [body("for", "assessing"), body("so", None)]}, None,
        ],
        "target": {"source": "https://x.org/a", "selector": quote},
    }  # fmt: skip
    ours = {
        "id": "urn:stance:c2",
        "creator": "https://x.org/people/eve/",
        "confidence": 5,
        "said_on": "soon",
        "body": body("Tax"),
        "target": {"id": "urn:stance:none"},
    }
    bare = {"target": "https://x.org/b", "body": body("a comment", "commenting")}
    link = {"motivation": "linking", "body": [body("Tax"), body("Trade")], "target": "x"}
    two = {"body": [body("Tax")], "target": ["a", "b"]}
    page = {"first": {"items": [bare, link, two]}}
    held = {"scale": [["con", -2], ["pro", 2]], "topics": [["Trade", "Trade more."]],
            "items": [full, ours, page, [{}]]}  # fmt: skip
    return {"notes.json": json.dumps(held)}


def _hypothesis() -> Files:
    row = {
        "user": "acct:ana@hypothes.is", "uri": "https://x.org/a", "tags": ["Trade", "for"],
        "text": "why", "document": {"title": ["A page"]}, "group": "g",
        "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "We trade"}]}],
    }  # fmt: skip
    known = {**row, "user_info": {"display_name": "Ana B."}, "text": "", "tags": [], "target": []}
    lone = {**row, "user": None, "tags": [], "document": {}, "target": [{}]}
    reply = {**row, "references": ["x"]}
    return {"rows.json": json.dumps({"rows": [row, known, lone, reply]})}


def _polis() -> Files:
    long = "w" * 81
    return {
        "comments.csv": "timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
        f"1,0,1,0,2,1,Trade more\n2,1,1,1,1,0,Tax less\n3,2,1,1,0,-1,Spam\n4,3,1,0,1,1,{long}\n"
        "5,10,1,0,0,0,trade more\n",
        "votes.csv": "timestamp,comment-id,voter-id,vote\n1,0,5,-1\n9,0,5,1\n3,0,6,1\n4,1,6,0\n"
        "5,2,6,1\n6,1,5,1\n7,1,11,-1\n8,3,5,1\n9,7,5,1\n9,1,6,2\n9,10,5,x\n",
        "participants-votes.csv": "participant,group-id,n-votes,xid,0\n5,1,2,ana-x,1\n6,,3,,-1\n",
        "participants.csv": "id,name\n 5 ,Anna\n",
        "summary.csv": 'topic,"What now?"\nvoters,2\n',
        "report.csv": "comment-id,author-id,comment-body,participant\n",
    }


def _polis_matrix() -> Files:
    return {
        "comments.csv": "comment-id,author-id,comment-body\n0,1,Trade more\n1,1,Tax less\n",
        "votes.csv": "comment-id,voter-id,vote\n",
        "participants-votes.csv": "participant,group-id,n-votes,0,1,2\n 5 ,1,2,1,,0\n6,0,3,-1,2,\n",
    }


def _refi() -> Files:
    trade, taxes = at(TRADE), at(TAXES)
    users = USERS_AND_CODES.replace(
        "</Users>", f'<User guid="{guid(3)}" id="cleo"/><User guid="{guid(4)}"/></Users>'
    ).replace(
        "</Codes>",
        f'<Code guid="{guid(70)}" name="Anna" isCodable="true"/>'
        f'<Code guid="{guid(14)}" isCodable="false"/>'
        f'<Code guid="{guid(15)}" name="For" isCodable="1"/></Codes>',
    )
    variables = (
        f'<Variables><Variable guid="{guid(30)}" name="Person:Kind"/>'
        f'<Variable guid="{guid(31)}" name="Publisher"/><Variable guid="{guid(32)}" name="Age"/>'
        "</Variables>"
    )

    def value(variable: int, text: str) -> str:
        return (
            f'<VariableValue><VariableRef targetGUID="{guid(variable)}"/>'
            f"<TextValue>{text}</TextValue></VariableValue>"
        )

    cases = (
        f'<Cases><Case guid="{guid(70)}" name="Anna">{value(30, "minister")}{value(32, "50")}'
        f'<SourceRef targetGUID="{guid(50)}"/></Case>'
        f'<Case guid="{guid(71)}" name="Bek"><CodeRef targetGUID="{guid(15)}"/>'
        f'<SelectionRef targetGUID="{guid(61)}"/></Case>'
        f'<Case guid="{guid(72)}">{value(31, "The Paper")}'
        f'<SourceRef targetGUID="{guid(50)}"/></Case></Cases>'
    )

    def note(number: int) -> str:
        return f'<NoteRef targetGUID="{guid(number)}"/>'

    coded = selection(60, *trade, (11, 1), (12, 2), (99, 9), (70, 1), name="We should trade")
    coded = coded.replace("</PlainTextSelection>", note(90) + "</PlainTextSelection>")
    coded = coded.replace("</Coding>", note(92) + "</Coding>", 1)
    inside = (
        f"<Description>Said at noon.</Description>{note(91)}{coded}"
        + selection(61, *taxes, (13, 1), (15, 1))
        + selection(62, 900, 990, (13, 0), name="gone")
        + selection(63, 2, 4).replace('startPosition="2"', 'startPosition="x"')
    )
    text = (
        f'<TextSource guid="{{{guid(50).upper()}}}" name="Int 1" '
        f'plainTextPath="internal://A.txt">{inside}{value(31, "")}</TextSource>'
    )
    whole = (
        f'<TextSource guid="{guid(51)}" name="Int 2"><PlainTextContent>\ufeffShort.'
        f'</PlainTextContent><Coding guid="{guid(52)}" creatingUser="{guid(4)}">'
        f'<CodeRef targetGUID="{guid(13)}"/></Coding></TextSource>'
        f'<TextSource guid="{guid(53)}" plainTextPath="relative://out.txt">'
        f'<Coding guid="{guid(54)}"><CodeRef targetGUID="{guid(13)}"/></Coding>'
        f"{selection(64, 0, 4, (13, 3), name='their words')}</TextSource>"
        f'<TextSource guid="{guid(55)}" name="Empty"/>'
    )
    area = "".join(
        f'<Coding guid="{guid(number)}"><CodeRef targetGUID="{guid(13)}"/></Coding>'
        for number in (81, 82)
    )
    inner = (
        f'<Representation guid="{guid(83)}" plainTextPath="internal://n.txt">'
        f"{selection(65, 0, 3, (13, 2))}</Representation>"
    )
    media = (
        f'<PDFSource guid="{guid(56)}" name="x.pdf"><PDFSelection guid="{guid(80)}">{area}{inner}'
        f"</PDFSelection>{area}</PDFSource>"
        f'<AudioSource guid="{guid(57)}" name="x.mp3"><Transcript guid="{guid(84)}" '
        f'plainTextPath="internal://A.txt"><SyncPoint guid="{guid(85)}" position="2"/>'
        f'<SyncPoint guid="{guid(86)}" position="4"/><TranscriptSelection guid="{guid(87)}" '
        f'fromSyncPoint="{guid(85)}" toSyncPoint="{guid(86)}">{area[: len(area) // 2]}'
        f'</TranscriptSelection><TranscriptSelection guid="{guid(88)}" fromSyncPoint="{guid(85)}" '
        f'toSyncPoint="none">{area[: len(area) // 2]}</TranscriptSelection></Transcript>'
        f'<AudioSelection guid="{guid(89)}">{area}</AudioSelection></AudioSource>'
    )

    def kept(number: int, inside: str) -> str:
        return f'<Note guid="{guid(number)}" {inside}</Note>'

    notes = (
        "<Notes>"
        + kept(90, 'plainTextPath="internal://n.txt">')
        + kept(91, "><PlainTextContent>of the source</PlainTextContent>")
        + kept(92, "><Description>confidence 3</Description>")
        + kept(93, "><Description>linked</Description>")
        + kept(94, "><Description>alone</Description>")
        + "</Notes>"
    )
    link = (
        f'<Links><Link guid="{guid(95)}" originGUID="{guid(61)}" targetGUID="{guid(93)}"/>'
        f'<Link guid="{guid(96)}" originGUID="{guid(60)}" targetGUID="{guid(61)}"/></Links>'
    )
    body = (
        f"{users}{variables}{cases}<Sources>{text}{whole}{media}</Sources>{notes}{link}"
        f'<Sets><Set guid="{guid(97)}"/></Sets><Graphs/>'
    )
    texts = {"a.txt": b"\xef\xbb\xbf" + TEXT.encode(), "n.txt": b"why"}
    return {"p.qdpx": refi(body, texts)}


def _refi_of_ours() -> Files:
    def code(number: int, name: str, text: str, inside: str = "") -> str:
        return (
            f'<Code guid="{guid(number)}" name="{name}" isCodable="true">'
            f"<Description>{text}</Description>{inside}</Code>"
        )

    scale = code(
        20,
        "Scale",
        "stance scale of the study",
        code(21, "con", "score -1; code c; no")
        + code(22, "pro", "score 1.5")
        + code(23, "unclear", "score none; code u"),
    )
    book = (
        f'<Users><User guid="{guid(1)}" name="Ana"/></Users><CodeBook><Codes>{scale}'
        + code(10, "Trade", "Trade is good.", code(11, "con", "") + code(12, "pro", ""))
        + code(13, "none", "")
        + "</Codes></CodeBook>"
    )
    inside = selection(60, 0, 3, (12, 1), name="c1") + selection(61, 4, 9, (10, 1), (13, 1))
    body = (
        f'{book}<Sources><TextSource guid="{guid(50)}" name="Claims">'
        f"<PlainTextContent>Yes, maybe.</PlainTextContent>{inside}</TextSource></Sources>"
    )
    return {"ours.qdpx": refi(body)}


_TABLES: Files = {
    "maxqda.csv": "Document name;Code;Beginning;End;Weight score;Segment;Modified by;Comment\n"
    "Int 1;Trade\\For;1;1;50;We trade;ana;why\nInt 1;Fair > Trade;1;1;0;We trade;ben;\n"
    "Int 1;Tax;2;2;;;ben;\n;;;;;;;\n",
    "nvivo.csv": "File Name,Hierarchical Name,Coded By Initials,Coverage,Coded Text\n"
    "Int 1,Trade\\For,ana,0.1,We trade\nInt 1,Tax,,0,No tax\n,Tax,ben,,No file\n",
}


def _table(text: str) -> Files:
    return {"x.csv": text}


CASES: dict[str, Files] = {
    "argilla": _argilla(),
    "brat": _brat(),
    "doccano": _doccano(),
    "prodigy": _prodigy(),
    "potato": _potato(),
    "label studio": _labelstudio(),
    "label studio min": _labelstudio_min(),
    "claimreview": _claimreview(),
    "webanno": _webanno(),
    "xmi": {"ana.xmi": _XMI},
    "uima json": _uima_json(),
    "web annotations": _web(),
    "hypothesis": _hypothesis(),
    "polis": _polis(),
    "polis without votes": _polis_matrix(),
    "refi": _refi(),
    "refi of ours": _refi_of_ours(),
    "refi codebook": {
        "book.qdc": '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>'
        f'<Code guid="{guid(1)}" name="A"><Code guid="{guid(2)}" name="B" isCodable="0">'
        f'<Code guid="{guid(3)}" name="against"/></Code></Code></Codes></CodeBook>'
    },
    "maxqda and nvivo": _TABLES,
    "atlas": _table(
        "ID;Quotation Name;Text Content;Document;Codes;Comment;Created by\n"
        '1:1;one;We trade;Int 1;"Trade: for\nOther; Tax";why;ana\n1:2;named;;Int 1;Tax;;\n'
        "1:3;;;Int 1;;;ben\n"
    ),
    "taguette": _table(
        "id,document,tag,content\n1,Int 1,Trade,We trade\n1,Int 1,for,We trade\n2,Int 1,Tax,\n"
    ),
    "hypothesis table": _table(
        "Creation Date,URL,Group,Annotation/Reply Type,Quote,User,Body,Tags,Page\n"
        'x,https://x.org/a,g,Annotation,We trade,ana,why,"Trade, stance: for",Int 1\n'
        'x,https://x.org/a,g,Reply,,ana,hm,"Trade,Tax",Int 1\n'
        "x,https://x.org/b,,Annotation,No tax,,,Tax,\n"
    ),
}
