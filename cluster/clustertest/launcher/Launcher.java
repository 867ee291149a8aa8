import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.index.reindex.ReindexPlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.Netty4Plugin;
import org.opensearch.transport.TransportService;

/**
 * Runs nodes of an OpenSearch cluster for tests, out of jars on the class path.
 *
 *   java -cp classes:lib/* Launcher DIR ALL MINE [PORT]
 *
 * DIR is the cluster's folder, which all its processes share; its name is the cluster's. ALL are the names of the
 * nodes that found the cluster, MINE those of this process, with commas between them. The kernel chooses the ports; PORT
 * is that for HTTP of a node which comes back. Each node writes its address into DIR/NAME.http once it answers, and
 * tells the others where it is through DIR/config/unicast_hosts.txt.
 *
 * The process ends when its standard input does, so that no node outlives the test that started it, and removes the
 * folder where there is a file DIR/remove.
 */
public final class Launcher {
    private static final List<Class<? extends Plugin>> PLUGINS =
        List.of(Netty4Plugin.class, CommonAnalysisPlugin.class, ReindexPlugin.class);

    /** The constructor that takes plugins is there for subclasses only. */
    private static final class TestNode extends Node {
        TestNode(Settings settings, Path config, String name) {
            super(InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), config, () -> name), PLUGINS, true);
        }
    }

    private final Path dir;
    private final List<String> all;
    private final String port;
    private final List<Node> nodes = new ArrayList<>();
    private volatile boolean started;

    private Launcher(Path dir, List<String> all, String port) {
        this.dir = dir;
        this.all = all;
        this.port = port;
    }

    public static void main(String[] args) throws Exception {
        Path dir = Path.of(args[0]).toAbsolutePath();
        Launcher launcher = new Launcher(dir, List.of(args[1].split(",")), args.length > 3 ? args[3] : "0");
        Files.createDirectories(dir.resolve("config"));
        Runtime.getRuntime().addShutdownHook(new Thread(launcher::close));
        Thread watching = new Thread(launcher::watch, "watch");
        watching.start();
        List<Thread> starting = new ArrayList<>();
        for (String name : args[2].split(",")) {
            Node node = launcher.make(name);
            Thread thread = new Thread(() -> launcher.start(node, name), "start " + name);
            thread.start(); // nodes of one process wait for each other to found the cluster
            starting.add(thread);
        }
        for (Thread thread : starting) {
            thread.join();
        }
        launcher.started = true;
        watching.join();
    }

    /** Ends the process with its standard input, also while nodes are starting. */
    private void watch() {
        try {
            while (System.in.read() >= 0) {
                // whoever holds the other end still lives
            }
        } catch (IOException e) {
            e.printStackTrace();
        }
        if (started) {
            System.exit(0); // closes the nodes
        }
        removeUnwanted();
        Runtime.getRuntime().halt(0);
    }

    private Settings settings(String name) throws IOException {
        Path home = Files.createDirectories(dir.resolve(name));
        Settings.Builder s = Settings.builder()
            .put("cluster.name", dir.getFileName().toString())
            .put("node.name", name)
            .put("path.home", home.toString())
            .put("path.data", Files.createDirectories(home.resolve("data")).toString())
            .put("path.logs", home.resolve("logs").toString())
            .put("network.host", "127.0.0.1")
            .put("transport.port", "0")
            .put("http.port", port)
            .put("node.processors", 2)
            .put("action.destructive_requires_name", false) // tests delete what begins with their prefix
            .put("cluster.routing.allocation.disk.threshold_enabled", false);
        if (all.size() == 1) {
            s.put("discovery.type", "single-node");
        } else {
            s.put("discovery.seed_providers", "file").putList("cluster.initial_cluster_manager_nodes", all);
        }
        return s.build();
    }

    private Node make(String name) throws IOException {
        Node node = new TestNode(settings(name), dir.resolve("config"), name);
        synchronized (nodes) {
            nodes.add(node);
        }
        return node;
    }

    private void start(Node node, String name) {
        try {
            Thread announcing = new Thread(() -> announce(node), "announce " + name);
            announcing.setDaemon(true);
            announcing.start(); // start() looks for the others, who look for this one, once its port is bound
            node.start();
            InetSocketAddress http = node.injector().getInstance(HttpServerTransport.class).boundAddress().publishAddress().address();
            Path fresh = dir.resolve(name + ".http.new");
            Files.writeString(fresh, http.getAddress().getHostAddress() + ":" + http.getPort());
            Files.move(fresh, dir.resolve(name + ".http"), StandardCopyOption.ATOMIC_MOVE);
        } catch (Throwable t) {
            fail(t);
        }
    }

    private void announce(Node node) {
        try {
            TransportService transport = node.injector().getInstance(TransportService.class);
            while (transport.boundAddress() == null) {
                Thread.sleep(10);
            }
            Files.writeString(dir.resolve("config/unicast_hosts.txt"), transport.boundAddress().publishAddress() + "\n",
                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (Throwable t) {
            fail(t);
        }
    }

    private static void fail(Throwable t) {
        t.printStackTrace();
        Runtime.getRuntime().halt(2);
    }

    private void close() {
        synchronized (nodes) {
            for (Node node : nodes) {
                try {
                    node.close();
                    node.awaitClose(10, TimeUnit.SECONDS);
                } catch (Exception e) {
                    e.printStackTrace();
                }
            }
        }
        removeUnwanted();
    }

    private void removeUnwanted() {
        if (!Files.exists(dir.resolve("remove"))) {
            return;
        }
        try (Stream<Path> found = Files.walk(dir)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            // another process of the cluster writes there still, and removes what is left
        }
    }
}
