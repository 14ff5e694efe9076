"""What ends a job before it is done. None is a fault, so that nothing takes it for one."""


class Broken(BaseException):
    """The job is to end now, and leave nothing half done."""


class Cancelled(Broken):
    """Somebody asked for the job to be cancelled."""


class TakenOver(Broken):
    """The worker was taken for gone, and the job is another's now."""
