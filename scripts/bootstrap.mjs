// The first step of every npm command: makes a fresh clone complete, then hands over to Node 24 and the command itself.
// Runs on any Node from 20 on, with nothing installed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = join(root, 'node_modules', '.bin', 'node');
const say = (sentence) => process.stderr.write(`${sentence}\n`);

/** What each command runs once everything is there, and whether it needs Java and Maven. */
const commands = {
  start: { script: 'tools/stack/dist/start.js', java: true },
  test: { script: 'scripts/test.mjs', java: true },
  'test-long': { script: 'scripts/test.mjs', args: ['--long'], java: true },
  'test-kubernetes': { script: 'scripts/test.mjs', args: ['kubernetes'], java: false },
  'test-console': { script: 'scripts/test.mjs', args: ['city'], java: true },
  demo: { script: 'tools/demo/dist/main.js', java: true },
  chaos: { script: 'tools/chaos/dist/main.js', java: true },
  bench: { script: 'tools/bench/dist/main.js', java: true },
  naru: { script: 'tools/cli/dist/main.js', java: false },
  generate: { script: 'tools/generate/dist/main.js', java: false },
};

const requirements = [
  {
    name: 'Java 17 or newer',
    command: [process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java', '-version'],
    java: true,
    isEnough: (text) => Number(/version "(\d+)/.exec(text)?.[1] ?? 0) >= 17,
    debian: 'apt-get install openjdk-17-jdk-headless',
    macos: 'brew install openjdk@17',
  },
  {
    name: 'Maven',
    command: ['mvn', '--version'],
    java: true,
    isEnough: (text) => text.includes('Apache Maven'),
    debian: 'apt-get install maven',
    macos: 'brew install maven',
  },
  {
    name: 'npm',
    command: ['npm', '--version'],
    java: false,
    isEnough: (text) => /^\d+\./m.test(text),
    debian: 'apt-get install npm',
    macos: 'brew install node',
  },
];

function missingRequirements(needsJava) {
  return requirements
    .filter(({ java }) => needsJava || !java)
    .filter(({ command: [program, ...args], isEnough }) => {
      const { stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
      return error !== undefined || !isEnough(`${stdout}${stderr}`);
    });
}

function checkRequirements(needsJava) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) {
    say(
      `Node ${process.versions.node} is too old: Node 20 or newer is needed. Debian: see nodejs.org; macOS: brew install node.`,
    );
    process.exit(1);
  }
  const missing = missingRequirements(needsJava);
  if (missing.length === 0) return;
  for (const { name, debian, macos } of missing) say(`Missing: ${name}.\n  Debian: ${debian}\n  macOS:  ${macos}`);
  if (needsJava) say('Or, with Docker instead of Java and Maven: npm start -- --docker');
  process.exit(1);
}

function runOrExit(command, args, options = {}) {
  const { status, signal } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (status !== 0) process.exit(status ?? (signal === 'SIGINT' ? 130 : 1));
}

/**
 * Whether what is installed is what the lock file says, by npm's own note of it: also true after a plain `npm install`.
 * Optional packages are those of other platforms.
 */
function isInstalled() {
  const note = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(note) || !existsSync(node)) return false;
  const { packages: installed } = JSON.parse(readFileSync(note, 'utf8'));
  const { packages: wanted } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional, peer }]) =>
      path === '' ||
      installed[path]?.version === version ||
      (!(path in installed) && (optional || devOptional || peer)),
  );
}

function installPackages() {
  if (isInstalled()) return;
  say('Installing packages (a few minutes the first time) ...');
  const started = Date.now();
  runOrExit('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: ['ignore', 2, 2] });
  say(`Packages installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

const [name, ...args] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  say(`Unknown command '${name}'. Known: ${Object.keys(commands).join(', ')}.`);
  process.exit(2);
}
checkRequirements(command.java && !args.includes('--docker'));
installPackages();
runOrExit(node, [join(root, 'scripts', 'build.mjs')], { stdio: ['ignore', 2, 2] });

const script = join(root, command.script);
if (!existsSync(script) || !statSync(script).isFile()) {
  say(`${command.script} is missing.`);
  process.exit(1);
}
// Signals reach the command itself, which stops in order; this process only waits for it.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
const child = spawn(node, ['--enable-source-maps', script, ...(command.args ?? []), ...args], {
  stdio: 'inherit',
  cwd: process.cwd(),
});
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
});
