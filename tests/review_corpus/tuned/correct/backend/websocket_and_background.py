from fastapi import APIRouter, BackgroundTasks, Depends, WebSocket, WebSocketDisconnect

from app.deps import get_hub
from app.hub import Hub
from app.schemas import JobIn, JobOut

router = APIRouter()


@router.websocket("/ws")
async def listen(socket: WebSocket, hub: Hub = Depends(get_hub)):
    await socket.accept()
    hub.join(socket)
    try:
        while True:
            await hub.broadcast(await socket.receive_text())
    except WebSocketDisconnect:
        hub.leave(socket)


@router.post("/jobs", status_code=201, response_model=JobOut)
async def start(job: JobIn, tasks: BackgroundTasks, hub: Hub = Depends(get_hub)):
    tasks.add_task(hub.run, job.name)
    return JobOut(name=job.name, state="queued")
