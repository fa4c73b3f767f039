"""For schemathesis: lets most of its requests ask about things that are there. docs/development.md says how to run it."""

import json
import os
import random
import urllib.request

import schemathesis

SERVER = os.environ.get("FUZZING_SERVER", "http://127.0.0.1:8099")
PERSON = os.environ.get("FUZZING_PERSON", "sharer")
# One request in four keeps what was generated.
SHARE_OF_REAL_IDS = 0.75
# Hypothesis seeds the common generator anew before every case.
chance = random.SystemRandom()
PATH_IDS = {
    "/admin/community/": {"id": "communityId"},
    "/admin/users/": {"id": "userId"},
}
BODY_IDS = {
    "sessionId": "sessionId",
    "roomName": "roomName",
    "communityId": "communityId",
    "channelId": "channelId",
    "targetChannelId": "channelId",
}


def ask() -> dict:
    with urllib.request.urlopen(f"{SERVER}/fuzzing", timeout=60) as response:
        return json.load(response)


def real_id(ids: dict, path: str, name: str):
    for prefix, names in PATH_IDS.items():
        if prefix in path and name in names:
            return ids[names[name]]
    return ids.get(name)


@schemathesis.hook
def before_call(context, case, kwargs):
    known = ask()
    case.headers = {**(case.headers or {}), "Authorization": f"Bearer {known['tokens'][PERSON]}"}
    if chance.random() > SHARE_OF_REAL_IDS:
        return
    ids = known["ids"]
    for name in list(case.path_parameters or {}):
        found = real_id(ids, case.path, name)
        if found is not None:
            case.path_parameters[name] = found
    if isinstance(case.body, dict):
        for name, of in BODY_IDS.items():
            if name in case.body:
                case.body[name] = ids[of]
