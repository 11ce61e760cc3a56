package io.orchestrator.poll;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.consumer.internals.AsyncKafkaConsumer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Kafka's consumers of share groups and of the streams protocol from spinning. In Kafka 4.3 and 4.4 their two threads do
 * not wait at all while the broker of the group is looked for, nor while a heartbeat is not answered within its interval
 * (KAFKA-21031 and the issues that it names): each such consumer burns a core while a broker is away or merely slow, and makes it slower
 * (ADR 18).
 *
 * <p>There is no setting for it, so two of their parts are wrapped, by reflection: the network thread's {@link KafkaClient}
 * and the {@link Time} by which {@code poll} waits. Who asks for no wait again and again waits a moment; what comes from the
 * network, a record, or a wakeup ends that at once. Where a version of Kafka is built otherwise nothing is changed; {@code
 * PatientConsumersTest} fails then.
 */
public final class PatientConsumers {

    /** So many polls in a row without a wait and without a response are a spin. */
    static final int TOLERATED = 50;

    static final Duration WAIT = Duration.ofMillis(20);

    /** The network thread makes its parts itself, soon after its start. */
    private static final Duration MADE_WITHIN = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(PatientConsumers.class);

    private PatientConsumers() {}

    /** @return whether it was possible */
    public static boolean install(ShareConsumer<?, ?> consumer) {
        return installed(consumer);
    }

    /** @return whether it was possible */
    public static boolean install(AsyncKafkaConsumer<?, ?> consumer) {
        return installed(consumer);
    }

    private static boolean installed(Object consumer) {
        try {
            var inner = consumer instanceof ShareConsumer ? get(consumer, "delegate") : consumer;
            var network = get(get(inner, "applicationEventHandler"), "networkThread");
            var delegate = await(network, "networkClientDelegate");
            var client = field(delegate, "client");
            var time = field(inner, "time");
            var patientClient = patient((KafkaClient) client.get(delegate));
            var patientTime = new PatientTime((Time) time.get(inner));
            // Both or neither: nothing is set before all of it has been found.
            client.set(delegate, patientClient);
            time.set(inner, patientTime);
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn(
                    "{} stays as Kafka made it, and may take a core while a broker is away: {}",
                    consumer.getClass(),
                    e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The client, but patient. */
    static KafkaClient patient(KafkaClient client) {
        var spins = new int[1]; // the network thread alone polls
        return (KafkaClient) Proxy.newProxyInstance(
                KafkaClient.class.getClassLoader(), new Class<?>[] {KafkaClient.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("poll")) {
                        return invoke(client, method, arguments);
                    }
                    var timeoutMs = (long) arguments[0];
                    var wait = timeoutMs <= 0 && spins[0] >= TOLERATED ? WAIT.toMillis() : timeoutMs;
                    var responses = client.poll(wait, (long) arguments[1]);
                    spins[0] = timeoutMs <= 0 && responses.isEmpty() ? Math.min(spins[0] + 1, TOLERATED) : 0;
                    return responses;
                });
    }

    private static Object invoke(KafkaClient client, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(client, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object await(Object owner, String name) throws ReflectiveOperationException, InterruptedException {
        var field = field(owner, name);
        var until = System.nanoTime() + MADE_WITHIN.toNanos();
        while (System.nanoTime() < until) {
            var value = field.get(owner);
            if (value != null) {
                return value;
            }
            Thread.sleep(Duration.ofMillis(1));
        }
        throw new NoSuchFieldException(name + " is still null");
    }

    private static Object get(Object owner, String name) throws ReflectiveOperationException {
        var value = field(owner, name).get(owner);
        if (value == null) {
            throw new NoSuchFieldException(name + " is null");
        }
        return value;
    }

    private static Field field(Object owner, String name) throws NoSuchFieldException {
        var field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
