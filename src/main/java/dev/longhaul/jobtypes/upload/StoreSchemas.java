package dev.longhaul.jobtypes.upload;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Says in JSON Schema which stores and buckets there are, so that wrong ones are refused at once. */
final class StoreSchemas {

    private StoreSchemas() {}

    /** Adds that to the schema of the upload's parameters. */
    static ObjectNode refine(ObjectNode schema, Map<String, List<String>> stores) {
        if (stores.isEmpty()) {
            return schema;
        }
        ObjectNode store = schema.withObject("/properties/store");
        if (!stores.containsKey(Stores.DEFAULT)) {
            store.remove("default");
            if (stores.size() == 1) {
                store.put("default", stores.keySet().iterator().next());
            } else {
                schema.withArray("/required").add("store");
            }
        }
        ArrayNode names = store.putArray("enum");
        ArrayNode each = schema.putArray("allOf");
        stores.forEach((name, buckets) -> {
            names.add(name);
            each.add(ofStore(each.objectNode(), name, buckets));
        });
        return schema;
    }

    private static ObjectNode ofStore(ObjectNode condition, String name, List<String> buckets) {
        ObjectNode test = condition.putObject("if");
        test.putObject("properties").putObject("store").put("const", name);
        test.putArray("required").add("store");
        ObjectNode then = condition.putObject("then");
        ObjectNode bucket = then.putObject("properties").putObject("bucket");
        ArrayNode words = bucket.putArray("enum");
        buckets.forEach(words::add);
        if (buckets.size() == 1) {
            bucket.put("default", buckets.getFirst());
        } else {
            then.putArray("required").add("bucket");
        }
        return condition;
    }
}
