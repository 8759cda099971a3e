//! A series on Slurm: a controller and a node on this machine. Every job has its own cache, as on a
//! machine that is new, and they share a store.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::store::{Moto, Team, ended, free_port, shared};
use super::workflow::{files, program, snakemake};

/// The controller, the node, and `munge`, by which they know each other. They end with the test.
struct Slurm {
    folder: PathBuf,
    daemons: Vec<Child>,
}

impl Slurm {
    /// Starts it; `None` with a message if it cannot run here.
    fn start(folder: &Path) -> Option<Slurm> {
        fs::create_dir_all(folder.join("bin")).unwrap();
        fs::create_dir_all(folder.join("state")).unwrap();
        fs::create_dir_all(folder.join("spool")).unwrap();
        fs::write(folder.join("slurm.conf"), settings(folder)).unwrap();
        let key = folder.join("munge.key");
        fs::write(&key, [7; 1024]).unwrap();
        fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
        // Jobs lose the variable that names the settings.
        let srun = format!(
            "#!/bin/sh\nSLURM_CONF='{}' exec /usr/bin/srun \"$@\"\n",
            folder.join("slurm.conf").display()
        );
        script(&folder.join("bin/srun"), &srun);
        let mut slurm = Slurm {
            folder: folder.to_owned(),
            daemons: Vec::new(),
        };
        let of = |name: &str| folder.join(name).display().to_string();
        let munge = [
            "--foreground".to_owned(),
            "--force".to_owned(),
            format!("--key-file={}", of("munge.key")),
            format!("--socket={}", of("munge.socket")),
            format!("--pid-file={}", of("munge.pid")),
            format!("--log-file={}", of("munge.log")),
            format!("--seed-file={}", of("munge.seed")),
        ];
        let is_running = slurm.run("munged", &munge)
            && slurm.run("slurmctld", &["-D".to_owned()])
            && slurm.run("slurmd", &["-D".to_owned()])
            && slurm.is_ready();
        if !is_running {
            eprintln!(
                "Slurm cannot run here: it needs the packages slurm-wlm and munge, and the rights of root"
            );
        }
        is_running.then_some(slurm)
    }

    fn run(&mut self, name: &str, args: &[String]) -> bool {
        let daemon = Command::new(Path::new("/usr/sbin").join(name))
            .args(args)
            .env("SLURM_CONF", self.folder.join("slurm.conf"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let is_running = daemon.is_ok();
        self.daemons.extend(daemon);
        thread::sleep(Duration::from_millis(500));
        is_running
    }

    fn is_ready(&self) -> bool {
        let until = Instant::now() + Duration::from_secs(60);
        while Instant::now() < until {
            let nodes = Command::new("sinfo")
                .args(["--noheader", "--format=%t"])
                .env("SLURM_CONF", self.folder.join("slurm.conf"))
                .output();
            if nodes.is_ok_and(|nodes| nodes.stdout.starts_with(b"idle")) {
                return true;
            }
            thread::sleep(Duration::from_millis(500));
        }
        false
    }
}

impl Drop for Slurm {
    fn drop(&mut self) {
        // Jobs are no children of the daemons: those of a test that failed end first.
        let asked = |name: &str, args: &[&str]| {
            let settings = self.folder.join("slurm.conf");
            let mut command = Command::new(name);
            command.args(args).env("SLURM_CONF", settings).output()
        };
        let _ = asked("scancel", &["--partition=one", "--signal=KILL", "--full"]);
        let until = Instant::now() + Duration::from_secs(10);
        let has_jobs =
            || asked("squeue", &["--noheader"]).is_ok_and(|jobs| !jobs.stdout.is_empty());
        while has_jobs() && Instant::now() < until {
            thread::sleep(Duration::from_millis(200));
        }
        for daemon in self.daemons.iter_mut().rev() {
            let _ = daemon.kill();
            let _ = daemon.wait();
        }
    }
}

/// The cores that the node says it has. Snakemake looks seldom for jobs that ended, so with as many jobs
/// as cores it waits most of the time.
const NODE_CORES: usize = 6;

/// Returns the settings of a cluster of this machine alone.
fn settings(folder: &Path) -> String {
    let host = Command::new("hostname").arg("-s").output();
    let host = host.map(|host| String::from_utf8_lossy(&host.stdout).trim().to_owned());
    let host = host.unwrap_or_default();
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let memory = memory
        .split_whitespace()
        .nth(1)
        .and_then(|kb| kb.parse().ok());
    let memory: u64 = memory.unwrap_or(4 << 20) / 1024 / 4 * 3;
    let (controller, node) = (free_port(), free_port());
    let folder = folder.display();
    format!(
        "ClusterName=cuebook\nSlurmctldHost={host}(127.0.0.1)\nSlurmUser=root\nSlurmdUser=root\n\
         AuthType=auth/munge\nAuthInfo=socket={folder}/munge.socket\nSlurmctldPort={controller}\n\
         SlurmdPort={node}\nSlurmctldPidFile={folder}/controller.pid\nSlurmdPidFile={folder}/node.pid\n\
         StateSaveLocation={folder}/state\nSlurmdSpoolDir={folder}/spool\n\
         SlurmctldLogFile={folder}/controller.log\nSlurmdLogFile={folder}/node.log\n\
         ProctrackType=proctrack/linuxproc\nTaskPlugin=task/none\nSelectType=select/cons_tres\n\
         SelectTypeParameters=CR_Core\nMpiDefault=none\nAccountingStorageType=accounting_storage/none\n\
         JobAcctGatherType=jobacct_gather/none\n\
         SlurmdParameters=config_overrides\n\
         NodeName={host} NodeAddr=127.0.0.1 CPUs={NODE_CORES} RealMemory={memory} State=UNKNOWN\n\
         PartitionName=one Nodes=ALL Default=YES MaxTime=INFINITE State=UP\n"
    )
}

fn script(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
#[ignore = "needs snakemake, moto and Slurm"]
fn sweep_a_series_on_slurm_gives_the_bytes_of_one_machine_and_speaks_once() {
    let team = Team::with(12);
    fs::create_dir(team.stage.path("flow")).unwrap();
    let (Some(mut snakemake), Some(moto)) = (snakemake(&team.stage), Moto::start()) else {
        return;
    };
    let folder = team.stage.path("slurm");
    let Some(slurm) = Slurm::start(&folder) else {
        return;
    };
    let cuebook = |home: PathBuf, args: &[&str]| {
        let mut command = program(&team.stage, env!("CARGO_BIN_EXE_cuebook"));
        command
            .current_dir(team.stage.path("."))
            .env("CUEBOOK_CACHE", home.join("cache"))
            .env("CUEBOOK_CONFIG", home.join("config.yaml"))
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let said = ended(command.spawn().unwrap());
        assert_eq!(said.code, 0, "{}", said.err);
    };
    let alone = team.home("alone", "1GB");
    cuebook(
        alone.clone(),
        &["series", "publish", "series.yaml", "-o", "alone"],
    );
    let spoken = team.spoken();
    let write = "series workflow series.yaml --to snakemake -o flow/Snakefile --out out";
    cuebook(alone, &write.split(' ').collect::<Vec<_>>());

    // Every step is a machine with an empty cache.
    let home = team.home("worker", &shared(moto.port, ", claim: 20s"));
    let worker = folder.join("bin/worker");
    let run = format!(
        "#!/bin/sh\nset -e\nCUEBOOK_CACHE=$(mktemp -d '{}/cache.XXXXXX')\nexport CUEBOOK_CACHE\nexec '{}' \"$@\"\n",
        folder.display(),
        env!("CARGO_BIN_EXE_cuebook")
    );
    script(&worker, &run);
    let path = std::env::var("PATH").unwrap_or_default();
    let output = snakemake
        .env("PATH", format!("{}:{path}", folder.join("bin").display()))
        .env("SLURM_CONF", folder.join("slurm.conf"))
        .env("CUEBOOK_CONFIG", home.join("config.yaml"))
        .env("AWS_ACCESS_KEY_ID", "test")
        .env("AWS_SECRET_ACCESS_KEY", "test")
        .args(["--executor", "slurm", "--jobs", "6", "--slurm-no-account"])
        .args(["--set-threads", "publish=1"])
        .args([
            "--slurm-status-command",
            "squeue",
            "--seconds-between-status-checks",
            "1",
        ])
        .args([
            "--slurm-init-seconds-before-status-checks",
            "1",
            "--latency-wait",
            "20",
        ])
        .args([
            "--config",
            &format!("cuebook={}", worker.display()),
            "threads=1",
        ])
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text);
    assert!(output.status.success(), "{text}");
    assert!(text.contains("submitted with SLURM jobid"), "{text}");
    drop(slurm);
    assert_eq!(team.spoken(), spoken);
    let [alone, flow] = ["alone", "flow/out"].map(|name| files(&team.stage.path(name)));
    assert!(alone.keys().eq(flow.keys()), "{:?}", flow.keys());
    assert!(alone == flow, "the bytes differ");
    assert_eq!(moto.objects("tides/takes"), spoken.len());
    assert_eq!(moto.objects("tides/claims"), 0);
}
