import java.io.File;
import java.io.PrintStream;
import net.sf.okapi.common.LocaleId;
import net.sf.okapi.lib.terminology.BaseEntry;
import net.sf.okapi.lib.terminology.ConceptEntry;
import net.sf.okapi.lib.terminology.LangEntry;
import net.sf.okapi.lib.terminology.tbx.TBXReader;

/** Prints what Okapi reads in a TBX file: Read FILE LANGUAGE… */
public class Read {
    static PrintStream out;

    static void properties(String what, BaseEntry e) {
        Iterable<String> keys;
        try {
            keys = e.propertiesKeys();
        } catch (NullPointerException none) { // of an entry without any
            return;
        }
        for (String key : keys) {
            out.println(what + "\t" + key + "\t" + e.getProperty(key).getValue());
        }
    }

    public static void main(String[] args) throws Exception {
        out = new PrintStream(System.out, true, "UTF-8");
        TBXReader reader = new TBXReader();
        reader.open(new File(args[0]));
        while (reader.hasNext()) {
            ConceptEntry c = reader.next();
            out.println("entry\t" + c.getId());
            properties("of", c);
            for (int i = 1; i < args.length; i++) {
                LocaleId id = LocaleId.fromString(args[i]);
                if (!c.hasLocale(id)) {
                    continue;
                }
                LangEntry l = c.getEntries(id);
                properties(args[i], l);
                for (int k = 0; k < 20; k++) {
                    try {
                        out.println(args[i] + "\tterm\t" + l.getTerm(k).getText());
                        properties(args[i], l.getTerm(k));
                    } catch (IndexOutOfBoundsException end) {
                        break;
                    }
                }
            }
        }
        reader.close();
    }
}
